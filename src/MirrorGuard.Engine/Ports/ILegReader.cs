using System;
using MirrorGuard.Core.Scan;

namespace MirrorGuard.Engine.Ports;

/// <summary>
/// One reader. Neither call waits, whatever it does; all are for the scan's thread. After <see cref="IDisposable.Dispose"/> it ends, a
/// read that it is in the middle of excepted: that may never end, and takes nothing else with it.
/// </summary>
public interface ILegReader : IDisposable
{
    /// <summary>Sends a request, of which a copy is taken; one at a time. False: the reader is gone.</summary>
    bool TrySend(CompareRequest request);

    /// <summary>
    /// Takes the next answer; false while there is none. When the reader died or sent nonsense, one answer says
    /// <see cref="CompareOutcome.Lost"/>, with the id of the last request, and nothing follows.
    /// </summary>
    bool TryReceive(out Comparison? comparison);
}
