namespace MirrorGuard.Core.Relocation;

/// <summary>What one step of the planner came to.</summary>
/// <param name="State">What to remember.</param>
/// <param name="Work">What to do.</param>
/// <param name="Range">What to read or to rewrite, in sectors of the leg; empty for other work.</param>
public readonly record struct RelocationDecision(RelocationState State, RelocationWork Work, SectorRange Range = default);
