using System;

namespace MirrorGuard.Engine.Ports;

/// <summary>A program that was started. <see cref="IDisposable.Dispose"/> forgets it, after its end.</summary>
public interface IChildProcess : IDisposable
{
    /// <summary>How it ended, without waiting; null while it runs.</summary>
    ChildEnd? End { get; }

    /// <summary>How many bytes it has written to its outputs, which are in memory.</summary>
    long Said { get; }

    /// <summary>Ends it and what it started: only for what may be cut off.</summary>
    void Kill();
}
