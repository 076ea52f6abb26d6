namespace MirrorGuard.Core.Relocation;

/// <summary>
/// Finds all bad blocks of a range by trying parts of it, from its start to its end.
///
/// The whole is tried first. A part that fails is halved until the first bad block stands alone; a
/// half that is skipped because its twin was good is not believed to be bad before it has failed by
/// itself. Behind a bad block the next one is tried alone, since bad blocks come in runs, and then
/// all the rest. So a range of n blocks costs one try, and each run of k bad blocks in it at most
/// k + log2(n) + 2 more. The usual tree, both halves of whatever fails, pays log2(n) for both ends
/// of a run, and 2 n where everything is bad.
///
/// What is tried is the caller's: reading a leg, or rewriting a run from a source that may be
/// unreadable itself. Whatever lies before <see cref="Position"/> was tried and is known.
/// </summary>
/// <param name="Position">Where the unknown part begins.</param>
/// <param name="End">Where the range ends.</param>
/// <param name="SuspectEnd">When behind <paramref name="Position"/>: what lies between them failed as a whole.</param>
/// <param name="IsBehindBadBlock">The block before <paramref name="Position"/> is bad.</param>
public readonly record struct BadBlockSearch(Sectors Position, Sectors End, Sectors SuspectEnd, bool IsBehindBadBlock)
{
    /// <summary>A search that has not begun.</summary>
    public static BadBlockSearch Over(SectorRange range) => new(range.Start, range.End, range.Start, IsBehindBadBlock: false);

    /// <summary>Everything is known.</summary>
    public bool IsOver => Position == End;

    /// <summary>What to try next.</summary>
    /// <param name="block">The logical block.</param>
    public SectorRange Next(Sectors block)
    {
        if (SuspectEnd > Position)
            return new SectorRange(Position, Half(SuspectEnd - Position, block));
        return IsBehindBadBlock ? new SectorRange(Position, block) : SectorRange.Between(Position, End);
    }

    /// <summary>The search after <see cref="Next"/> went well.</summary>
    public BadBlockSearch AfterSuccess(Sectors block) => this with { Position = Next(block).End, IsBehindBadBlock = false };

    /// <summary>The search after <see cref="Next"/> failed; if that was one block, it is bad.</summary>
    public BadBlockSearch AfterFailure(Sectors block)
    {
        var failed = Next(block);
        var isBadBlock = failed.Length == block;
        return this with
        {
            Position = isBadBlock ? failed.End : Position,
            SuspectEnd = failed.End,
            IsBehindBadBlock = isBadBlock,
        };
    }

    /// <summary>Half of a suspect part, in whole blocks; one block is not halved.</summary>
    private static Sectors Half(Sectors suspect, Sectors block)
    {
        var blocks = suspect.Count / block.Count;
        return blocks == 1 ? block : new Sectors(blocks / 2 * block.Count);
    }
}
