namespace MirrorGuard.Engine;

/// <summary>A place where legs differed, and what became of it.</summary>
/// <param name="Place">The place.</param>
/// <param name="HeldMicroseconds">How long the volume was suspended for it.</param>
/// <param name="IsWritten">The leg holds the same as the other now; if not, nobody knows how far it came.</param>
internal readonly record struct OverwriteFinding(FoundPlace Place, long HeldMicroseconds, bool IsWritten);
