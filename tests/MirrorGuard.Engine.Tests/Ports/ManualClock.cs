using System;

using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualClock : IClock
{
    public Instant Now { get; private set; } = new(1_000_000);

    internal void Advance(TimeSpan duration) => Now += duration;
}
