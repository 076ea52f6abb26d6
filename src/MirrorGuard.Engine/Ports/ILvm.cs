using MirrorGuard.Core.Naming;

namespace MirrorGuard.Engine.Ports;

/// <summary>LVM's commands.</summary>
public interface ILvm
{
    /// <summary>
    /// Runs <c>lvconvert --repair --use-policies</c> on <paramref name="volume"/> and waits for its end, seconds usually.
    /// False: LVM reported a failure, which it logged itself, or its library could not be had.
    /// </summary>
    /// <param name="volume">The volume.</param>
    bool Repair(VolumeName volume);
}
