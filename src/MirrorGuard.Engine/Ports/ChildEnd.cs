namespace MirrorGuard.Engine.Ports;

/// <summary>How a program ended.</summary>
/// <param name="Succeeded">It did what it was told.</param>
/// <param name="Output">What it answered, as far as that fits 64 KiB.</param>
/// <param name="Complaint">The last line of what it complained about; empty for none.</param>
public sealed record ChildEnd(bool Succeeded, string Output, string Complaint);
