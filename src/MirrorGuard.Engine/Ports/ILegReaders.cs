using System;

namespace MirrorGuard.Engine.Ports;

/// <summary>The processes that read legs: one for each volume, since a read from a dead disk may never end, and only that process with it.</summary>
public interface ILegReaders
{
    /// <summary>Starts a reader; takes milliseconds.</summary>
    /// <param name="volume">Whom it is for, <c>vg/lv</c>, so that a person finds it among the processes.</param>
    /// <param name="fault">Why there is none, for a person; null when there is one.</param>
    ILegReader? Start(string volume, out string? fault);

    /// <summary>Waits until a reader that was started here has answered, or <see cref="Wake"/> was called, but no longer than the limit. For the scan's thread.</summary>
    void WaitForAnswers(TimeSpan limit);

    /// <summary>Ends the wait that goes on, or the next one; from any thread.</summary>
    void Wake();
}
