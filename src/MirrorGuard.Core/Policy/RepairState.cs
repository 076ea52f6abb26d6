using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>All that is remembered of a device between two inputs.</summary>
/// <param name="Phase">Where its handling stands.</param>
/// <param name="Copies">How complete its legs are known to be.</param>
/// <param name="Dead">The parts that were dead since the last status without a dead part.</param>
/// <param name="Letters">The letters that were last seen.</param>
/// <param name="Faults">The fault that was last reported (<see cref="Diagnosis.Faults"/>); 0: none.</param>
/// <param name="Layout">The legs when a dead part was last reported or its repair decided.</param>
/// <param name="FailedRepairs">Repairs in a row that did not help, 0 to <see cref="RepairPolicy.MaxRepairs"/>.</param>
/// <param name="DueAt">When the repair is due; after the last one, when that was tried.</param>
/// <param name="OutOfSync">Regions out of sync at the last status, where the device is one mirror.</param>
public readonly record struct RepairState(
    Phase Phase,
    CopyKnowledge Copies,
    DeadParts Dead,
    Letters Letters,
    ulong Faults,
    ulong Layout,
    int FailedRepairs,
    Instant DueAt,
    ulong OutOfSync)
{
    /// <summary>A device that was just registered: nothing is known of it.</summary>
    public static RepairState Registered => default;

    /// <summary>A device that was just registered, of which an earlier registration knew that legs are in doubt.</summary>
    /// <param name="legs">These.</param>
    /// <param name="layout">The legs of that time.</param>
    /// <param name="outOfSync">Regions out of sync at that time.</param>
    public static RepairState InDoubt(DeadParts legs, ulong layout, ulong outOfSync) =>
        Registered with { Copies = new CopyKnowledge(WasFullySynced: false, legs), Layout = layout, OutOfSync = outOfSync };
}
