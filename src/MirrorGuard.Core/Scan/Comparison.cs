using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MirrorGuard.Core.Scan.Messages;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Scan;

/// <summary>What a reader found.</summary>
/// <param name="Id">The request's.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Errno">Linux's number for the error; 0 when done.</param>
/// <param name="FailedLeg">The leg that is not there as it should be; -1: none.</param>
/// <param name="Compared">How far it came, from the start: less than was asked for where much was found.</param>
/// <param name="Elapsed">How long all of it took.</param>
/// <param name="LongestRead">The longest read of a chunk of one leg.</param>
/// <param name="Unreadable">Chunks of a leg that could not be read.</param>
/// <param name="Differences">Where legs differ, in the order of the volume.</param>
public sealed record Comparison(
    uint Id,
    CompareOutcome Outcome,
    int Errno,
    int FailedLeg,
    Sectors Compared,
    TimeSpan Elapsed,
    TimeSpan LongestRead,
    IReadOnlyList<UnreadablePlace> Unreadable,
    IReadOnlyList<LegDifference> Differences)
{
    /// <summary>The most chunks in one answer (<c>MAX_UNREADABLE</c>).</summary>
    public const int MaxUnreadable = 32;

    /// <summary>The most differences in one answer (<c>MAX_DIFFERENCES</c>).</summary>
    public const int MaxDifferences = 256;

    /// <summary>Nothing that ends takes as long; far from where a sum of times overflows.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(365);

    private static readonly int HeadBytes = Unsafe.SizeOf<ComparisonHead>();
    private static readonly int UnreadableBytes = Unsafe.SizeOf<UnreadableMessage>();
    private static readonly int DifferenceBytes = Unsafe.SizeOf<DifferenceMessage>();

    /// <summary>Bytes of every answer.</summary>
    public static int MessageBytes => HeadBytes + (MaxUnreadable * UnreadableBytes) + (MaxDifferences * DifferenceBytes);

    /// <summary>There is no reader any more, and the request with this id is lost.</summary>
    public static Comparison Lost(uint id) => new(id, CompareOutcome.Lost, 0, -1, default, default, default, [], []);

    /// <summary>Reads a reader's message; false if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> message, int legCount, out Comparison? comparison)
    {
        comparison = null;
        if (message.Length != MessageBytes)
            return false;
        var head = MemoryMarshal.Read<ComparisonHead>(message);
        if (!IsSound(in head, legCount))
            return false;
        var unreadable = new UnreadablePlace[head.UnreadableCount];
        var rest = message[HeadBytes..];
        for (var index = 0; index < unreadable.Length; index++)
        {
            if (!TryRead(MemoryMarshal.Read<UnreadableMessage>(rest[(index * UnreadableBytes)..]), legCount, out unreadable[index]))
                return false;
        }
        var differences = new LegDifference[head.DifferenceCount];
        rest = rest[(MaxUnreadable * UnreadableBytes)..];
        for (var index = 0; index < differences.Length; index++)
        {
            if (!TryRead(MemoryMarshal.Read<DifferenceMessage>(rest[(index * DifferenceBytes)..]), legCount, out differences[index]))
                return false;
        }
        comparison = new Comparison(
            head.Id, (CompareOutcome)head.Outcome, head.ErrorNumber, head.FailedLeg, new Sectors(head.Compared / Sectors.Size),
            TimeSpan.FromMicroseconds(head.ElapsedMicroseconds), TimeSpan.FromMicroseconds(head.LongestMicroseconds), unreadable, differences);
        return true;
    }

    private static bool IsSound(in ComparisonHead head, int legCount) =>
        head.Magic == ComparisonHead.ComparisonMagic
        && head.Outcome <= (uint)CompareOutcome.Failed
        && head.UnreadableCount <= MaxUnreadable
        && head.DifferenceCount <= MaxDifferences
        && head.FailedLeg >= -1 && head.FailedLeg < legCount
        && head.Compared <= ScanPace.LongestPiece.Bytes && head.Compared % Sectors.Size == 0
        && IsTime(head.ElapsedMicroseconds) && IsTime(head.LongestMicroseconds);

    private static bool IsTime(long microseconds) => microseconds >= 0 && microseconds <= LongestTime.Ticks / TimeSpan.TicksPerMicrosecond;

    private static bool TryRead(in UnreadableMessage message, int legCount, out UnreadablePlace place)
    {
        place = new UnreadablePlace(message.Leg, RangeOf(message.Offset, message.Length), message.ErrorNumber);
        return message.Leg < legCount && !place.Range.IsEmpty;
    }

    private static bool TryRead(in DifferenceMessage message, int legCount, out LegDifference difference)
    {
        difference = new LegDifference(RangeOf(message.Offset, message.Length), [.. ((ReadOnlySpan<ulong>)message.Digests)[..Math.Min(legCount, MirrorStatus.MaxLegs)]]);
        return !difference.Range.IsEmpty && message.Length <= ScanPace.LongestPiece.Bytes;
    }

    private static SectorRange RangeOf(ulong offset, ulong length) => new(new Sectors(offset / Sectors.Size), new Sectors(length / Sectors.Size));
}
