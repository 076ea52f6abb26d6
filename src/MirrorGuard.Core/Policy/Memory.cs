using MirrorGuard.Core.Faults;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// What a status adds to what is known of a volume's copies.
///
/// The kernel's count of regions in sync cannot be taken as it is. While a part is dead it says
/// nothing about the time before. And a dead leg that turns alive with every region in sync, the
/// table being the same, is a failed cache flush that the kernel has forgotten: from then on that
/// leg is in doubt, until the kernel copies again or the legs are others.
/// </summary>
internal static class Memory
{
    /// <summary>
    /// A letter stays as long as the table does. If one fell, the table was loaded anew, which copies from the primary leg, or the
    /// kernel forgot a failed flush, after which another leg may be the only complete one. As long as the primary had no part in it,
    /// it is right to keep either way; otherwise nobody can tell.
    /// </summary>
    internal static Diagnosis Recheck(in RepairState state, in Diagnosis seen)
    {
        var isUnclear = seen.Letters.FellSince(state.Letters) && (DoubtfulOnce(in state) | seen.Dead).HasFlag(DeadParts.PrimaryLeg);
        return isUnclear && seen.Verdict == Verdict.Repairable ? seen with { Verdict = Verdict.NoCompleteLeg } : seen;
    }

    /// <summary>Takes note of <paramref name="seen"/>.</summary>
    internal static RepairState After(in RepairState state, in Diagnosis seen)
    {
        if (seen.Verdict is Verdict.Unknown or Verdict.Unreadable)
            return state with { Copies = state.Copies with { WasFullySynced = false } };
        if (!seen.HasDeadComponent)
            return state with { Dead = DeadParts.None, Letters = seen.Letters, Copies = WithoutDeadPart(in state, in seen) };
        if (!seen.Letters.FellSince(state.Letters))
            return state with { Dead = state.Dead | seen.Dead, Letters = seen.Letters };
        return state with
        {
            Dead = seen.Dead,
            Letters = seen.Letters,
            Copies = new CopyKnowledge(WasFullySynced: false, state.Copies.InDoubt | DoubtfulOnce(in state)),
        };
    }

    /// <summary>A repair begins, which loads another table: only what it rests on itself is kept.</summary>
    internal static CopyKnowledge WhenRepairBegins(in RepairState state, in Diagnosis seen) => seen.Dead.HasFlag(DeadParts.PrimaryLeg)
        ? state.Copies
        : state.Copies with { WasFullySynced = false };

    /// <summary>
    /// The legs that are in doubt once the kernel forgot a failed flush: those that were dead. And the primary, if it had any letter
    /// beside: the kernel may have changed over to another leg at its first error, be it of a read, and does not change back
    /// (<c>dm-raid1.c: fail_mirror</c>), so that what is written from then on reaches that other leg alone.
    /// </summary>
    private static DeadParts DoubtfulOnce(in RepairState state)
    {
        var dead = state.Dead & DeadParts.Legs;
        return dead != DeadParts.None && state.Letters.IsPrimaryMarked ? dead | DeadParts.PrimaryLeg : dead;
    }

    private static CopyKnowledge WithoutDeadPart(in RepairState state, in Diagnosis seen)
    {
        var isSameTable = seen.Layout == state.Layout && seen.IsFullySynced;
        var inDoubt = state.Copies.InDoubt | DoubtfulOnce(in state);
        return isSameTable && inDoubt != DeadParts.None
            ? state.Copies with { InDoubt = inDoubt }
            : new CopyKnowledge(seen.IsFullySynced);
    }
}
