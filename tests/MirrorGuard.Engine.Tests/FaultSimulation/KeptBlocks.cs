using System.Collections.Generic;

using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>What a stretch of a disk held before it was overwritten.</summary>
internal sealed record KeptBlocks(SimulatedDisk Disk, int First, IReadOnlyList<ulong> Contents)
{
    /// <summary>As the helper tells contents apart.</summary>
    internal ulong Digest
    {
        get
        {
            var digest = 14695981039346656037ul;
            foreach (var contents in Contents)
                digest = (digest ^ contents) * 1099511628211;
            return digest;
        }
    }

    internal bool Has(SimulatedDisk disk, int block, ulong contents) =>
        disk == Disk && block >= First && block < First + Contents.Count && Contents[block - First] == contents;
}
