namespace MirrorGuard.Simulation;

/// <summary>Where an image or a log lies.</summary>
/// <param name="Disk">Index of the disk in its machine.</param>
/// <param name="FirstBlock">Where it begins on the disk.</param>
public readonly record struct Extent(int Disk, int FirstBlock);
