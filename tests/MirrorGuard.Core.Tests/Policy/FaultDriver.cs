using System;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Tests.Faults;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Tests.Policy;

/// <summary>Feeds status lines to the policy and keeps its state, as the engine does.</summary>
internal sealed class FaultDriver
{
    internal DeviceState State { get; set; } = DeviceState.Registered;

    internal Instant Now { get; private set; } = new(1_000_000);

    internal FaultSettings Settings { get; set; } = new();

    internal Arrangement Arrangement { get; set; } = Arrangement.LvmsOwn;

    internal bool CanRelease { get; set; } = true;

    internal int RecentFailures { get; set; }

    internal bool HasPrimaryCache { get; set; }

    internal bool IsUnsettled { get; set; }

    internal OutageStage Stage => State.Outage.Stage;

    internal void Wait(TimeSpan duration) => Now += duration;

    internal void WaitUntilDue() => Now = State.Outage.DueAt;

    internal (Work Work, Report Report) Step(InputKind kind, string line)
    {
        var seen = Diagnosis.Of(Lines.Device(line), State.Repair.Copies);
        var circumstances = new Circumstances(
            Settings, Arrangement, CanRelease, RecentFailures, HasPrimaryCache: HasPrimaryCache, IsUnsettled: IsUnsettled);
        var input = new PolicyInput(kind, seen, Now, circumstances);
        var decision = FaultPolicy.Step(State, in input);
        State = decision.State;
        return (decision.Work, decision.Report);
    }

    /// <summary>A volume whose second leg dies and is released.</summary>
    internal static FaultDriver Released(string inSync, string dead)
    {
        var device = new FaultDriver();
        device.Step(InputKind.Registered, inSync);
        device.Step(InputKind.Event, dead);
        device.Arrangement = Arrangement.Released;
        device.Step(InputKind.Swapped, dead);
        return device;
    }
}
