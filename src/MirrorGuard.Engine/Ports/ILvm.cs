using MirrorGuard.Core.Naming;

namespace MirrorGuard.Engine.Ports;

/// <summary>LVM's commands; only the worker's thread calls these.</summary>
public interface ILvm
{
    /// <summary>
    /// Makes LVM's library ready and locks the process's memory, once per registration: a repair must not page in
    /// anything from a disk that may be the dead one. A third of a second the first time. False: it could not be done.
    /// </summary>
    bool TryPrepare();

    /// <summary>Ends what one <see cref="TryPrepare"/> began; the last one gives the library and the memory back.</summary>
    void Release();

    /// <summary>
    /// Runs <c>lvconvert --repair --use-policies</c> on <paramref name="volume"/> and waits for its end, seconds usually.
    /// False: LVM reported a failure, which it logged itself.
    /// </summary>
    /// <param name="volume">The volume.</param>
    bool Repair(VolumeName volume);
}
