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
    internal static RepairState After(in RepairState state, InputKind kind, in Diagnosis seen)
    {
        if (seen.Verdict is Verdict.Unknown or Verdict.Unreadable)
            return state with { Copies = state.Copies with { WasFullySynced = false } };
        var counted = state with { OutOfSync = seen.Mirror.InSync.OutOfSync };
        if (!seen.HasDeadComponent)
            return counted with { Dead = DeadParts.None, Letters = seen.Letters, Copies = WithoutDeadPart(in state, kind, in seen) };
        if (!seen.Letters.FellSince(state.Letters))
            return Noticing(in counted, in seen);
        return counted with
        {
            Dead = seen.Dead,
            Letters = seen.Letters,
            Copies = new CopyKnowledge(WasFullySynced: false, state.Copies.InDoubt | DoubtfulOnce(in state)),
        };
    }

    /// <summary>
    /// Takes note of letters, for a look to come that judges them: by then the kernel may have forgotten them. One that fell is for that
    /// look to find.
    /// </summary>
    internal static RepairState Noticing(in RepairState state, in Diagnosis seen) => seen.HasDeadComponent && !seen.Letters.FellSince(state.Letters)
        ? state with { Dead = state.Dead | seen.Dead, Letters = seen.Letters }
        : state;

    /// <summary>The kernel forgot a failed flush, and may write to another leg than the primary alone.</summary>
    internal static bool IsPrimaryForgotten(in RepairState state, in Diagnosis seen) =>
        seen.Verdict is not (Verdict.Unknown or Verdict.Unreadable)
        && DoubtfulOnce(in state).HasFlag(DeadParts.PrimaryLeg) && seen.Letters.FellSince(state.Letters);

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

    private static CopyKnowledge WithoutDeadPart(in RepairState state, InputKind kind, in Diagnosis seen)
    {
        var forgotten = DoubtfulOnce(in state);
        var isSameTable = seen.Layout == state.Layout
            && (forgotten == DeadParts.None ? !IsCopiedAnew(in state, kind, in seen) : IsTableKept(in state, in seen, forgotten));
        var inDoubt = state.Copies.InDoubt | forgotten;
        return isSameTable && inDoubt != DeadParts.None
            ? new CopyKnowledge(state.Copies.WasFullySynced && seen.IsFullySynced, inDoubt)
            : new CopyKnowledge(seen.IsFullySynced);
    }

    /// <summary>
    /// LVM registers a volume anew before it loads another table, unless it does so for a repair of ours. So a count that is not full
    /// means no new table, but a write that failed just after the flush. While a repair is due a person may have loaded one behind
    /// LVM's back, which is believed as long as no old data can come of it. And a copy that failed was begun by a new table.
    /// </summary>
    private static bool IsTableKept(in RepairState state, in Diagnosis seen, DeadParts forgotten) => seen.IsFullySynced
        || (seen.Verdict != Verdict.SyncFailed && state.Phase switch
        {
            Phase.Repairing => false,
            Phase.RepairDue => forgotten.HasFlag(DeadParts.PrimaryLeg),
            _ => true,
        });

    /// <summary>
    /// A new table begins with more to copy than was left, and whoever loads one registers the volume anew, but for a repair of ours.
    /// Otherwise a count that grows is a write that failed, and one that falls is a copy which may be of no more than that: it ends no
    /// doubt. Nor does a suspend and resume of the same table ('lvchange --refresh'), which copies what was left, and still writes to
    /// another leg than the primary alone.
    /// </summary>
    private static bool IsCopiedAnew(in RepairState state, InputKind kind, in Diagnosis seen)
    {
        var mayBeNew = kind == InputKind.Registered || state.Phase == Phase.Repairing;
        return !seen.IsFullySynced && (seen.Mirror.LegCount == 0 || (mayBeNew && seen.Mirror.InSync.OutOfSync > state.OutOfSync));
    }
}
