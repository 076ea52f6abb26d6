using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <content>Its registration at dmeventd: what reaches it, and what it decides and says.</content>
internal sealed partial class HostVolume
{
    private readonly PolicyStep _policy;
    private uint _eventsDelivered;
    private bool _isPersonCalled;
    private MonitoredDevice? _relocatesFound;

    internal void Register()
    {
        if (Host.Supervision is not { } supervision || !IsMonitored || !IsActive || Registration is not null)
            return;
        Tell("registered");
        var ports = new EnginePorts(
            new MapperOnModel(this), new HelpersOnModel(this), new LvmOnModel(this), Host.Store, Host.Settings, Host.Log, Host.Clock);
        _eventsDelivered = Machine.Mirror?.EventNumber ?? 0;
        _isPersonCalled = false;
        State = default;
        OutageBegan = Host.StepNumber;
        MonitoredDevice? registration = null;
        registration = new MonitoredDevice(0, Identity, Name, ports, supervision, (in state, in input) => Decide(registration, in state, in input));
        Registration = registration;
        registration.Register(Host.Status);
    }

    /// <summary>LVM ends the registration, as it does before almost all that it does to a volume.</summary>
    internal void Unregister()
    {
        if (Registration is not { } registration)
            return;
        Tell("unregistered");
        Registration = null;
        registration.Retire();
    }

    /// <summary>dmeventd is gone, and with it what it knew of letters: it writes down only legs in doubt, and what it waits for.</summary>
    internal void LoseRegistration()
    {
        Registration = null;
        _wasDeadLetterSeen &= Host.Store.Records.TryGetValue(Identity.Uuid, out var record)
            && record.AsSpan().IndexOf("\"inDoubt\":0"u8) < 0;
    }

    internal void DeliverEvent()
    {
        if (Registration is not { } registration || Machine.Mirror is not { } mirror || mirror.EventNumber == _eventsDelivered)
            return;
        _eventsDelivered = mirror.EventNumber;
        Tell("event");
        new MapperOnModel(this).ReadStatus(Identity, Host.Status);
        registration.HandleEvent(Host.Status);
    }

    /// <summary>The scan hands over what it could not read.</summary>
    internal void RelocateFound(IReadOnlyList<FoundPlace> places)
    {
        if (Registration is not { } registration)
            return;
        Tell($"the scan found {string.Join(", ", places.Select(place => $"{place.Leg} {place.Range}"))}");
        if (registration.RelocateFound(places) == PlacesAnswer.Begun)
            _relocatesFound = registration;
    }

    /// <summary>The places that were taken last are still searched, by this registration.</summary>
    internal bool IsScanWaiting => _relocatesFound == Registration && Registration is { } registration && !registration.TryTakeRelocated(out _);

    private Decision Decide(MonitoredDevice? registration, in DeviceState state, in PolicyInput input)
    {
        if ((input.Seen.Dead & DeadParts.Legs) != DeadParts.None)
            SeeDeadLegs();
        var decision = _policy(in state, in input);
        if (Host.Tells)
            Tell($"    {input.Kind} {state.Outage.Stage}/{state.Repair.Phase} → {decision.State.Outage.Stage}/{decision.State.Repair.Phase} {decision.State.ReadFault.Stage} {decision.Work} {decision.Report}");
        if (registration is not null && registration != Registration && Registration is not null)
            return decision;
        if (state.Outage.Stage == OutageStage.None && decision.State.Outage.Stage != OutageStage.None)
            OutageBegan = Host.StepNumber;
        if (decision.Work == Work.Relocate)
            SearchBegan = Host.StepNumber;
        State = decision.State;
        Hear(decision.Report);
        return decision;
    }

    private void SeeDeadLegs()
    {
        // What was forgotten before is beyond knowing, and stays so.
        _ = IsBeyondKnowing;
        if (!WasDeadLetterSeen)
            _legsSeenDead.Clear();
        _seenTable = Machine.Mirror?.Live;
        _wasDeadLetterSeen = true;
        _legsSeenDead.UnionWith(Enumerable.Range(0, Machine.Images.Count).Where(leg => Machine.Mirror?.IsDead(leg) == true));
    }

    private void Hear(Report report)
    {
        if (report == Report.None)
            return;
        LastReport = report;
        _isPersonCalled = report is Report.NeedsPersonRepairFails or Report.NeedsPersonNoCompleteLeg or Report.NeedsPersonNoGoodLeg
            or Report.NeedsPersonPrimaryInDoubt or Report.NeedsPersonUnknownStatus or Report.NeedsPersonSwapHangs or Report.FaultWithdrawn or Report.SyncFailed
            or Report.NeedsPersonPlacesLost or Report.NeedsPersonLegWornOut or Report.NeedsPersonReadErrorsUnexplained
            or Report.NeedsPersonSourceInDoubt;
    }
}
