using System;

namespace MirrorGuard.Engine.Ports;

/// <summary>A command of LVM's that was started. <see cref="IDisposable.Dispose"/> forgets it, after its end.</summary>
public interface ILvmCommand : IDisposable
{
    /// <summary>How it ended, without waiting; null while it runs.</summary>
    LvmCommandEnd? End { get; }

    /// <summary>Ends it: only for one that changes nothing.</summary>
    void Kill();
}
