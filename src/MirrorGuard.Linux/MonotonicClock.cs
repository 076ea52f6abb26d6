using System;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux;

/// <summary><c>CLOCK_MONOTONIC</c> in milliseconds.</summary>
public sealed class MonotonicClock : IClock
{
    /// <inheritdoc />
    public Instant Now => new(Environment.TickCount64);
}
