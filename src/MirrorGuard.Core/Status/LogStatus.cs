namespace MirrorGuard.Core.Status;

/// <summary>The dirty-region log of a mirror.</summary>
/// <param name="Kind">Where the log is kept.</param>
/// <param name="Device">The log device; 0:0 unless <see cref="HasDevice"/>.</param>
/// <param name="Health">
/// What is remembered of the log device: <see cref="Health.Alive"/>, <see cref="Health.FlushFailed"/> or <see cref="Health.WriteFailed"/>.
/// Without a device <see cref="Health.Alive"/>, but <see cref="Health.Unclassified"/> for <see cref="LogKind.Unreachable"/>.
/// </param>
public readonly record struct LogStatus(LogKind Kind, DeviceNumber Device, Health Health)
{
    /// <summary>A log in memory: <c>1 core</c>.</summary>
    public static LogStatus Core { get; } = new(LogKind.Core, default, Health.Alive);

    /// <summary>A log whose daemon did not answer: <c>userspace 1 COM_FAILURE</c>.</summary>
    public static LogStatus Unreachable { get; } = new(LogKind.Unreachable, default, Health.Unclassified);

    /// <summary>The log lives on a device that the status line names.</summary>
    public bool HasDevice => Kind is LogKind.Disk or LogKind.ClusteredDisk;
}
