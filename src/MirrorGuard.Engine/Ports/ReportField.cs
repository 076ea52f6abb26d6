namespace MirrorGuard.Engine.Ports;

/// <summary>A thing that is told by its name.</summary>
/// <param name="Name">Capital letters, digits and underscores.</param>
/// <param name="Value">Any text.</param>
public sealed record ReportField(string Name, string Value);
