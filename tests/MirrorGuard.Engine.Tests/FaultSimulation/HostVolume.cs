using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>One volume: the kernel's side of it, its applications, and its registration at dmeventd.</summary>
internal sealed class HostVolume
{
    private readonly List<ApplicationWrite> _writes = [];
    private readonly PolicyStep _policy;
    private uint _eventsDelivered;
    private MirrorTable? _seenTable;
    private MirrorTable? _tableBeyondKnowing;
    private bool _wasDeadLetterSeen;
    private bool _isPersonCalled;

    internal HostVolume(SimulatedHost host, int number, VolumeMetadata metadata)
    {
        Host = host;
        Name = new VolumeName("vg", string.Create(CultureInfo.InvariantCulture, $"lv{number}"));
        Identity = new DeviceIdentity($"vg-lv{number}", $"LVM-{number}");
        Machine = new SimulatedMachine([.. host.Disks.Select(disk => disk.Device)], metadata, host.Random);
        History = new WriteHistory(metadata.Geometry.Blocks);
        Checker = new PromiseChecker(this);
        _policy = host.Variant.PolicyOf(this);
    }

    internal SimulatedHost Host { get; }

    internal VolumeName Name { get; }

    internal DeviceIdentity Identity { get; }

    internal SimulatedMachine Machine { get; }

    internal WriteHistory History { get; }

    internal PromiseChecker Checker { get; }

    internal MonitoredDevice? Registration { get; private set; }

    /// <summary>LVM wants it monitored.</summary>
    internal bool IsMonitored { get; set; } = true;

    /// <summary>A repair left one leg and no mirror.</summary>
    internal bool IsLinear { get; private set; }

    internal bool IsActive => IsLinear || Machine.Mirror is not null;

    /// <summary>A suspend does not come back: only a reboot helps.</summary>
    internal bool IsHung => Machine.Mirror is { IsHung: true };

    /// <summary>LVM loaded the live table with <c>nosync</c>, as an extension of a synced mirror does.</summary>
    internal bool IsNoSyncLvms { get; set; }

    /// <summary>What the newest registration remembers.</summary>
    internal DeviceState State { get; private set; }

    /// <summary>At which step the wait began that it is in, or the registration that took it over.</summary>
    internal int OutageBegan { get; private set; }

    /// <summary>The last word to a person was that one is needed.</summary>
    internal bool IsPersonCalled => _isPersonCalled || State.Repair.Phase == Phase.NeedsPerson;

    /// <summary>The last report that said anything.</summary>
    internal Report LastReport { get; private set; }

    internal IReadOnlyList<ApplicationWrite> Writes => _writes;

    internal NumberedDisk DiskOf(int leg) => Host.Disks[Machine.Metadata.Images[leg].Disk];

    internal NumberedDisk? LogDisk => Machine.Metadata.Log is { } log ? Host.Disks[log.Disk] : null;

    internal IEnumerable<NumberedDisk> Disks => Machine.Metadata.Images.Select(image => Host.Disks[image.Disk]).Append(LogDisk).OfType<NumberedDisk>();

    /// <summary>A live table is one that LVM would not load.</summary>
    internal bool HasTablesOfOurs
    {
        get
        {
            if (Machine.Mirror?.Live is not { } live)
                return false;
            var isOurs = live.KeepsLog || (live.Sync != SyncArgument.None && !IsNoSyncLvms) || live.Legs.Count != Machine.Images.Count;
            for (var leg = 0; leg < Machine.Images.Count && !isOurs; leg++)
                isOurs = live.Legs[leg] != Machine.Images[leg] || Machine.Images[leg].Live.Disk is null;
            return isOurs;
        }
    }

    /// <summary>Nothing is left to be done for it.</summary>
    internal bool IsAtRest => Registration is null || IsLinear || IsHung || (IsPersonCalled && State.Outage.Stage == OutageStage.None && State.Repair.Phase is Phase.Watching or Phase.NeedsPerson)
        || (State.Outage.Stage == OutageStage.None && State.Repair.Phase == Phase.Watching && _writes.Count == 0 && !HasTablesOfOurs && !HasDeadLog
            && Machine.Work.IsQuiet
            && Enumerable.Range(0, Machine.Images.Count).All(Machine.Mirror!.IsReadable)
            && Enumerable.Range(0, Machine.Metadata.Geometry.Blocks).All(Machine.Mirror!.IsInSync));

    /// <summary>A flush failed and the kernel forgot it before anybody could see it: no status tells.</summary>
    /// <remarks>As long as that table lives: what diverged then is not told by the letters that it shows later.</remarks>
    internal bool IsBeyondKnowing
    {
        get
        {
            var isHidden = Machine.Mirror is { HidesFailedFlush: true } && (!WasDeadLetterSeen || !IsMonitored);
            if (isHidden || Machine.Mirror?.Live is { HandlesErrors: false })
                _tableBeyondKnowing = Machine.Mirror?.Live;
            return _tableBeyondKnowing is not null && ReferenceEquals(Machine.Mirror?.Live, _tableBeyondKnowing);
        }
    }

    /// <summary>
    /// The kernel holds a write, shows no letter, and copies nothing: it forgave a failed write or flush as another copy came to its end.
    /// In a status it looks like a copy that has just begun, so nothing is known unless the letter was seen before.
    /// </summary>
    internal bool IsStalled => Machine.Mirror is { HoldsInSilence: true } && (!WasDeadLetterSeen || LastReport == Report.ResyncInstead);

    /// <summary>A leg cannot be read everywhere, and this was the last that was said. Nothing is done about it here.</summary>
    internal bool IsReadErrorSaid => LastReport == Report.ReadFailed && Machine.Mirror is { } mirror
        && mirror.Status.Split(' ')[LettersAt(mirror)].Contains('R', StringComparison.Ordinal);

    /// <summary>A disk does not answer, and the letter of its leg is A.</summary>
    internal bool HasUnnoticedLoss
    {
        get
        {
            for (var leg = 0; leg < Machine.Images.Count; leg++)
            {
                if (Machine.Mirror is { } mirror && mirror.IsReadable(leg) && !DiskOf(leg).IsGood && Machine.Images[leg].Live.Disk is not null)
                    return true;
            }
            return false;
        }
    }

    /// <summary>The log's letter is D or F.</summary>
    internal bool HasDeadLog => Machine is { Log: not null, Mirror: { } mirror } && mirror.Status[^1] is 'D' or 'F';

    private bool WasDeadLetterSeen => _wasDeadLetterSeen && ReferenceEquals(Machine.Mirror?.Live, _seenTable);

    internal void Tell(string what) => Host.Tell(this, what);

    /// <summary>What is live under a number; null when nothing is.</summary>
    internal LiveDevice? DeviceOf(DeviceNumber number)
    {
        var sectors = (ulong)(Machine.Metadata.Geometry.Blocks * Geometry.SectorsPerBlock);
        if (Machine.Mirror is { } mirror && mirror.Number == number)
            return new LiveDevice("mirror", mirror.Table, sectors, mirror.IsSuspended, mirror.Inactive is not null);
        if (ImageOf(number) is not { } image)
            return null;
        var (isSuspended, isAnotherReady) = (image.IsSuspended, image.Inactive is not null);
        var length = image == Machine.Log ? Geometry.SectorsPerBlock : sectors;
        return image.Live.Disk is { } disk
            ? new LiveDevice("linear", $"{Host.NumberOf(disk)} {image.Live.FirstBlock * Geometry.SectorsPerBlock}", length, isSuspended, isAnotherReady)
            : new LiveDevice("error", "", length, isSuspended, isAnotherReady);
    }

    /// <summary>The image or log of a number.</summary>
    internal ImageDevice? ImageOf(DeviceNumber number)
    {
        foreach (var image in Machine.Images)
        {
            if (image.Number == number)
                return image;
        }
        return Machine.Log?.Number == number ? Machine.Log : null;
    }

    internal List<PlannedStep> Rewrite(List<PlannedStep> steps) => Host.Variant.Rewrite?.Invoke(steps, this) ?? steps;

    internal void Write(int block)
    {
        if (!IsActive || _writes.Exists(write => write.Io.Kind == IoKind.Write && write.Io.Block == block))
            return;
        var contents = Host.NextContents();
        Tell($"write {contents} to block {block}");
        History.Submit(block, contents);
        Submit(new ApplicationWrite(ApplicationIo.Write(block, contents), null));
    }

    internal void Flush()
    {
        if (!IsActive || _writes.Exists(write => write.Io.Kind == IoKind.Flush))
            return;
        Tell("flush");
        var flush = new ApplicationWrite(ApplicationIo.Flush(), History.Snapshot());
        for (var block = 0; block < Machine.Metadata.Geometry.Blocks; block++)
        {
            if (Checker.IsGone(block))
                flush.Covered![block] = 0;
        }
        Submit(flush);
    }

    /// <summary>A block was lost before the flushes under way have come to it.</summary>
    internal void ForgetCovered(int block)
    {
        foreach (var write in _writes)
        {
            if (write.Covered is { } covered)
                covered[block] = 0;
        }
    }

    internal void Read(int block)
    {
        if (Machine.Mirror is not { } mirror)
            return;
        Tell($"read block {block}");
        _ = mirror.Submit(ApplicationIo.Read(block));
    }

    /// <summary>Takes note of what was answered.</summary>
    internal void Reap()
    {
        for (var index = _writes.Count - 1; index >= 0; index--)
        {
            var write = _writes[index];
            if (write.Io.Outcome == IoOutcome.Pending)
                continue;
            _writes.RemoveAt(index);
            if (write.Io.Outcome == IoOutcome.Acknowledged)
                Acknowledge(write);
            else
                Checker.CheckError(write);
        }
    }

    internal void Wait(TimeSpan duration)
    {
        foreach (var write in _writes)
            write.Held += duration;
    }

    /// <summary>What is held now waits for a person, or for nobody.</summary>
    internal void ExcuseWaiting()
    {
        foreach (var write in _writes)
            write.Held = TimeSpan.FromDays(-1);
    }

    /// <summary>Something that is not ours kept the engine from acting: the time until now does not count.</summary>
    internal void ForgiveWaiting()
    {
        foreach (var write in _writes)
            write.Held = TimeSpan.Zero;
    }

    internal void BecomeLinear(VolumeMetadata metadata)
    {
        Machine.Panic();
        Machine.Metadata = metadata;
        IsLinear = true;
        ApplicationWrite[] held = [.. _writes];
        _writes.Clear();
        foreach (var write in held)
            SubmitLinear(write);
    }

    /// <summary>The machine stops. What was under way may be there or not.</summary>
    internal void Stop()
    {
        _writes.Clear();
        Registration = null;
        State = default;
        Machine.Panic();
    }

    /// <summary>LVM activates it if it finds all its disks, and registers it.</summary>
    internal void TryActivate()
    {
        if (IsActive || Disks.Any(disk => !disk.IsGood || disk.IsForeign))
            return;
        Tell("activated");
        IsNoSyncLvms = false;
        Machine.Activate();
        IsMonitored = true;
        Register();
    }

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

    internal void NoticeHang(string whose)
    {
        Tell($"{whose} hangs");
        ForgiveWaiting();
    }

    /// <summary>"2 254:0 254:1 3/3 1 AA": the legs, the count, the word before the letters.</summary>
    private static int LettersAt(MirrorDevice mirror) => mirror.Live!.Legs.Count + 3;

    private Decision Decide(MonitoredDevice? registration, in DeviceState state, in PolicyInput input)
    {
        if ((input.Seen.Dead & DeadParts.Legs) != DeadParts.None)
        {
            _seenTable = Machine.Mirror?.Live;
            _wasDeadLetterSeen = true;
        }
        var decision = _policy(in state, in input);
        if (Host.Tells)
            Tell($"    {input.Kind} {state.Outage.Stage}/{state.Repair.Phase} → {decision.State.Outage.Stage}/{decision.State.Repair.Phase} {decision.Work} {decision.Report}");
        if (registration is not null && registration != Registration && Registration is not null)
            return decision;
        if (state.Outage.Stage == OutageStage.None && decision.State.Outage.Stage != OutageStage.None)
            OutageBegan = Host.StepNumber;
        State = decision.State;
        Hear(decision.Report);
        return decision;
    }

    private void Hear(Report report)
    {
        if (report == Report.None)
            return;
        LastReport = report;
        _isPersonCalled = report is Report.NeedsPersonRepairFails or Report.NeedsPersonNoCompleteLeg or Report.NeedsPersonNoGoodLeg
            or Report.NeedsPersonPrimaryInDoubt or Report.NeedsPersonUnknownStatus or Report.NeedsPersonSwapHangs or Report.FaultWithdrawn or Report.SyncFailed;
    }

    private void Submit(ApplicationWrite write)
    {
        if (IsLinear)
        {
            SubmitLinear(write);
            return;
        }
        _writes.Add(write);
        _ = Machine.Mirror!.Submit(write.Io);
    }

    private void SubmitLinear(ApplicationWrite write)
    {
        var disk = DiskOf(0).Device;
        var isDone = write.Io.Kind == IoKind.Flush
            ? disk.TryFlush()
            : disk.TryWrite(Machine.Metadata.Images[0].FirstBlock + write.Io.Block, write.Io.Contents);
        if (isDone)
            Acknowledge(write);
    }

    private void Acknowledge(ApplicationWrite write)
    {
        if (write.Covered is { } covered)
            History.Flushed(covered);
        else
            History.Acknowledge(write.Io.Block, write.Io.Contents);
    }
}
