using System;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Tests.Faults;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Tests.Policy;

/// <summary>Feeds status lines to the policy and keeps its state, as the engine does. "" is a device that became linear.</summary>
internal sealed class PolicyDriver
{
    internal const string Gone = "gone";

    internal RepairState State { get; private set; } = RepairState.Registered;

    internal Instant Now { get; private set; } = new(1_000_000);

    internal void Wait(TimeSpan duration) => Now += duration;

    internal void WaitUntilDue() => Now = State.DueAt;

    internal (Work Work, Report Report) Registered(string line) => Step(InputKind.Registered, line);

    internal (Work Work, Report Report) Event(string line) => Step(InputKind.Event, line);

    internal (Work Work, Report Report) Due(string line) => Step(InputKind.Due, line);

    internal (Work Work, Report Report) RepairSucceeded(string line) => Step(InputKind.RepairSucceeded, line);

    internal (Work Work, Report Report) RepairFailed(string line) => Step(InputKind.RepairFailed, line);

    /// <summary>The fault <paramref name="line"/>, through all its repairs.</summary>
    internal void FailForGood(string line)
    {
        Event(line);
        do
        {
            WaitUntilDue();
            Due(line);
        }
        while (RepairFailed(line).Work == Work.ComeBackWhenDue);
    }

    internal (Work Work, Report Report) Step(InputKind kind, string line)
    {
        var decision = RepairPolicy.Step(State, kind, Diagnosis.Of(Device(line), State.Copies), Now);
        State = decision.State;
        return (decision.Work, decision.Report);
    }

    private static DeviceStatus Device(string line)
    {
        var device = line.Length is 0 || line == Gone ? new DeviceStatus() : Lines.Device(line);
        if (line == Gone)
            device.MarkGone();
        return device;
    }
}
