using System;

using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualClock : IClock
{
    public Instant Now { get; private set; } = new(1_000_000);

    /// <summary>A moment ends.</summary>
    internal event Action? Advancing;

    internal void Advance(TimeSpan duration)
    {
        Advancing?.Invoke();
        Now += duration;
    }
}
