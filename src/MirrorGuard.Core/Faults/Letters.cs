using System;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Faults;

/// <summary>
/// The health letters of all parts of a device, by rank. As long as a table lives, the kernel only
/// raises a part's letter (A, U, R, S, D, F): one that fell says that the table was loaded anew, or
/// that the kernel forgot a failed flush.
/// </summary>
/// <param name="Ranks">Three bits for each leg and log, in the order of the tables.</param>
/// <param name="Count">Parts, also those that did not fit.</param>
/// <param name="IsPrimaryMarked">The primary leg of a mirror target has another letter than A.</param>
public readonly record struct Letters(UInt128 Ranks, int Count, bool IsPrimaryMarked = false)
{
    private const int BitsPerPart = 3;

    /// <summary>Four mirror targets of the most legs; of a device with more parts nothing is remembered.</summary>
    private const int MaxParts = 42;

    /// <summary>These and the letters of one more mirror target.</summary>
    public Letters With(in MirrorStatus mirror)
    {
        var letters = With(mirror.Log.HasDevice ? mirror.Log.Health : Health.Alive);
        foreach (var leg in mirror.Legs)
            letters = letters.With(leg.Health);
        return letters with { IsPrimaryMarked = IsPrimaryMarked || mirror[0].Health != Health.Alive };
    }

    /// <summary>Whether a part's letter is lower than in <paramref name="before"/>, or that cannot be told.</summary>
    public bool FellSince(Letters before)
    {
        if (Math.Max(Count, before.Count) > MaxParts)
            return true;
        for (var part = 0; part < before.Count; part++)
        {
            if (RankOf(part) < before.RankOf(part))
                return true;
        }
        return false;
    }

    private Letters With(Health health) => this with
    {
        Ranks = Count < MaxParts ? Ranks | ((UInt128)Rank(health) << (Count * BitsPerPart)) : Ranks,
        Count = Count + 1,
    };

    private int RankOf(int part) => (int)(Ranks >> (part * BitsPerPart)) & ((1 << BitsPerPart) - 1);

    /// <summary>The kernel's precedence, <c>dm-raid1.c: device_status_char</c>.</summary>
    private static int Rank(Health health) => health switch
    {
        Health.Alive => 0,
        Health.Unclassified => 1,
        Health.ReadFailed => 2,
        Health.SyncFailed => 3,
        Health.WriteFailed => 4,
        Health.FlushFailed => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(health)),
    };
}
