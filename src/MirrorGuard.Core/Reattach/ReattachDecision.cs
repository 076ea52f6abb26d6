namespace MirrorGuard.Core.Reattach;

/// <summary>What follows from an input.</summary>
/// <param name="State">What to remember.</param>
/// <param name="Work">What LVM is asked or told.</param>
/// <param name="Report">What a person is told.</param>
public readonly record struct ReattachDecision(ReattachState State, ReattachWork Work = ReattachWork.None, ReattachReport Report = ReattachReport.None);
