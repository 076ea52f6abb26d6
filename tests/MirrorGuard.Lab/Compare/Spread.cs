namespace MirrorGuard.Lab.Compare;

/// <summary>A figure over several trials.</summary>
/// <param name="Median">The middle one; of an even number the lower.</param>
/// <param name="Worst">The highest: of all that is measured, less is better.</param>
/// <param name="Count">The trials that have it.</param>
internal readonly record struct Spread(double Median, double Worst, int Count);
