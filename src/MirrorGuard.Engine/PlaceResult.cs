namespace MirrorGuard.Engine;

/// <summary>A place that the scan found, and what became of it.</summary>
/// <param name="Place">The place.</param>
/// <param name="Outcome">What became of it.</param>
public readonly record struct PlaceResult(FoundPlace Place, PlaceOutcome Outcome);
