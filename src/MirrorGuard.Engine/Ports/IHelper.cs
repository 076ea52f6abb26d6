using System;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine.Ports;

/// <summary>
/// One helper. Neither call waits, whatever the helper does; both are for one thread at a time. After
/// <see cref="IDisposable.Dispose"/> the helper finishes the program that it is running, if any, and ends; what it has not begun stays undone.
/// </summary>
public interface IHelper : IDisposable
{
    /// <summary>Sends a program, of which a copy is taken. False: the helper is gone, or has not even taken what it was sent before.</summary>
    bool TrySend(StepProgram program);

    /// <summary>
    /// Takes the next reply; false while there is none. When the helper died or sent nonsense, one reply says
    /// <see cref="StepOutcome.Lost"/>, with the <see cref="StepReply.Id"/> of the last program sent: it and every other
    /// program without a reply are lost, and nothing follows.
    /// </summary>
    bool TryReceive(out StepReply reply);
}
