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
        var isUnclear = seen.Letters.FellSince(state.Letters) && (state.Dead | seen.Dead).HasFlag(DeadParts.PrimaryLeg);
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
            Copies = new CopyKnowledge(WasFullySynced: false, state.Copies.InDoubt | (state.Dead & DeadParts.Legs)),
        };
    }

    /// <summary>A repair begins, which loads another table: only what it rests on itself is kept.</summary>
    internal static CopyKnowledge WhenRepairBegins(in RepairState state, in Diagnosis seen) => seen.Dead.HasFlag(DeadParts.PrimaryLeg)
        ? state.Copies
        : state.Copies with { WasFullySynced = false };

    private static CopyKnowledge WithoutDeadPart(in RepairState state, in Diagnosis seen)
    {
        var isSameTable = seen.Layout == state.Layout && seen.IsFullySynced;
        var inDoubt = state.Copies.InDoubt | (state.Dead & DeadParts.Legs);
        return isSameTable && inDoubt != DeadParts.None
            ? state.Copies with { InDoubt = inDoubt }
            : new CopyKnowledge(seen.IsFullySynced);
    }
}
