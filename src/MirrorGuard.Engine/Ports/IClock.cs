using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine.Ports;

/// <summary>A clock that never jumps.</summary>
public interface IClock
{
    /// <summary>The moment it is.</summary>
    Instant Now { get; }
}
