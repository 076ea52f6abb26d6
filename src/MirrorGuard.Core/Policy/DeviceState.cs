namespace MirrorGuard.Core.Policy;

/// <summary>All that is remembered of a device between two inputs.</summary>
/// <param name="Repair">What is known of its legs, and where a repair stands.</param>
/// <param name="Outage">The leg or log that is waited for; <see cref="OutageStage.None"/> when there is none.</param>
/// <param name="ReadFault">The legs that cannot be read everywhere; <see cref="ReadFaultStage.None"/> when there are none.</param>
public readonly record struct DeviceState(RepairState Repair, Outage Outage, ReadFault ReadFault = default)
{
    /// <summary>A device that was just registered: nothing is known of it.</summary>
    public static DeviceState Registered => default;
}
