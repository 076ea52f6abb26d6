namespace MirrorGuard.Engine.Ports;

/// <summary>The world, as far as only scans need it.</summary>
/// <param name="Readers">Who reads legs.</param>
/// <param name="Store">What outlives the machine's run.</param>
/// <param name="Machine">Calendar and pressure.</param>
/// <param name="Pages">Pages on their way to disks.</param>
public sealed record ScanPorts(ILegReaders Readers, IScanStore Store, IMachine Machine, IPageCache Pages);
