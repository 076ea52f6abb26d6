namespace MirrorGuard.Simulation;

/// <summary>Blocks that can be read, written and flushed: a disk, or what device-mapper puts over one.</summary>
public interface IBlockDevice
{
    /// <summary>What sits above sends flushes here only if this was so when its own table went live.</summary>
    bool HasWriteCache { get; }

    /// <summary>Reads one block; false for an I/O error.</summary>
    bool TryRead(int block, out ulong contents);

    /// <summary>Writes one block; false for an I/O error.</summary>
    bool TryWrite(int block, ulong contents);

    /// <summary>Makes durable what was written; false for an I/O error.</summary>
    bool TryFlush();
}
