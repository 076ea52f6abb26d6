namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>What a reader saw of one block, and what was the truth: legs are read one after the other, and a write may come in between.</summary>
/// <param name="Block">The block.</param>
/// <param name="Contents">By leg; null: it could not be read.</param>
/// <param name="Before">As the first leg was read.</param>
/// <param name="After">As the last one had been read.</param>
internal sealed record BlockReading(int Block, ulong?[] Contents, BlockTruth Before, BlockTruth After);
