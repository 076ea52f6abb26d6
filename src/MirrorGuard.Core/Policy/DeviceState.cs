using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>All that is remembered of a device between two inputs.</summary>
/// <param name="Phase">Where its handling stands.</param>
/// <param name="WasFullySynced">It was seen in sync, without a dead leg, since it was registered; false: not known.</param>
/// <param name="Faults">The fault that was last reported (<see cref="Faults.Diagnosis.Faults"/>); 0: none.</param>
/// <param name="Layout">The legs when the repair was decided.</param>
/// <param name="FailedRepairs">Repairs of this fault that did not help.</param>
/// <param name="DueAt">When the repair is due; meaningful in <see cref="Phase.RepairDue"/>.</param>
public readonly record struct DeviceState(
    Phase Phase, bool WasFullySynced, ulong Faults, ulong Layout, int FailedRepairs, Instant DueAt)
{
    /// <summary>A device that was just registered: nothing is known of it.</summary>
    public static DeviceState Registered => default;
}
