using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>One volume: the kernel's side of it, its applications, and its registration at dmeventd.</summary>
internal sealed partial class HostVolume
{
    /// <summary>More than a volume has devices, whatever becomes of it.</summary>
    private const uint MinorsPerVolume = 1000;

    private readonly HashSet<int> _legsSeenDead = [];
    private MirrorTable? _seenTable;
    private MirrorTable? _tableBeyondKnowing;
    private bool _wasDeadLetterSeen;

    internal HostVolume(SimulatedHost host, int number, VolumeMetadata metadata)
    {
        Host = host;
        Name = new VolumeName("vg", string.Create(CultureInfo.InvariantCulture, $"lv{number}"));
        Identity = new DeviceIdentity($"vg-lv{number}", $"LVM-{number}");
        Machine = new SimulatedMachine([.. host.Disks.Select(disk => disk.Device)], metadata, host.Random) { FirstMinor = (uint)number * MinorsPerVolume };
        History = new WriteHistory(metadata.Geometry.Blocks);
        Checker = new PromiseChecker(this);
        ScanChecker = new ScanChecker(this);
        _policy = host.Variant.PolicyOf(this);
    }

    internal SimulatedHost Host { get; }

    internal VolumeName Name { get; }

    internal DeviceIdentity Identity { get; }

    internal SimulatedMachine Machine { get; }

    internal WriteHistory History { get; }

    internal PromiseChecker Checker { get; }

    internal ScanChecker ScanChecker { get; }

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

    /// <summary>At which step the last search for unreadable places began.</summary>
    internal int SearchBegan { get; private set; }

    /// <summary>The last word to a person was that one is needed.</summary>
    internal bool IsPersonCalled => _isPersonCalled || State.Repair.Phase == Phase.NeedsPerson;

    /// <summary>The last report that said anything.</summary>
    internal Report LastReport { get; private set; }

    internal IReadOnlyList<ApplicationWrite> Writes => _writes;

    internal NumberedDisk DiskOf(int leg) => Host.Disks[Machine.Metadata.Images[leg].Disk];

    /// <summary>A block of a leg cannot be read from now on, until it is written.</summary>
    internal void Spoil(int leg, int block)
    {
        Tell($"block {block} of leg {leg} cannot be read any more");
        var image = Machine.Metadata.Images[leg];
        DiskOf(leg).Device.MakeUnreadable(image.FirstBlock + block);
        Checker.NoteSpoilt(leg, block);
    }

    /// <summary>A block of a leg holds something else from now on, and can be read.</summary>
    internal void ChangeBeneath(int leg, int block)
    {
        Checker.Check(Actor.Others);
        var contents = Host.NextContents();
        Tell($"block {block} of leg {leg} becomes {contents}");
        _ = DiskOf(leg).Device.TryWriteDurably(Machine.Metadata.Images[leg].FirstBlock + block, contents);
        History.ChangeBeneath(block, contents);
        Checker.CheckChangedBeneath(block);
    }

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
    internal bool IsAtRest => Registration is null || IsLinear || IsHung || (State.ReadFault.Stage is ReadFaultStage.None or ReadFaultStage.Resting && IsQuiet);

    private bool IsQuiet => (IsPersonCalled && State.Outage.Stage == OutageStage.None && State.Repair.Phase is Phase.Watching or Phase.NeedsPerson)
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
            if (isHidden || IsForgottenUnseen || Machine.Mirror?.Live is { HandlesErrors: false })
                _tableBeyondKnowing = Machine.Mirror?.Live;
            return _tableBeyondKnowing is not null && ReferenceEquals(Machine.Mirror?.Live, _tableBeyondKnowing);
        }
    }

    /// <summary>
    /// The same, and by the time that anybody looked another leg had failed: its letter was seen, and the first one's never.
    /// </summary>
    private bool IsForgottenUnseen => Machine.Mirror is { HasFailedToFlush: true } mirror
        && Enumerable.Range(0, Machine.Images.Count).Any(leg => mirror.IsForgotten(leg) && !(WasDeadLetterSeen && _legsSeenDead.Contains(leg)));

    /// <summary>
    /// The kernel holds a write, shows no letter, and copies nothing: it forgave a failed write or flush as another copy came to its end.
    /// In a status it looks like a copy that has just begun, so nothing is known unless the letter was seen before.
    /// </summary>
    internal bool IsStalled => Machine.Mirror is { HoldsInSilence: true } && (!WasDeadLetterSeen || LastReport == Report.ResyncInstead);

    /// <summary>A leg cannot be read everywhere, and this was the last that was said. Nothing is done about it here.</summary>
    internal bool IsReadErrorSaid => LastReport is Report.ReadFailed or Report.ReadErrorUnexplained && Machine.Mirror is { } mirror
        && mirror.Status.Split(' ')[LettersAt(mirror)].Contains('R', StringComparison.Ordinal);

    /// <summary>The leg's letter is R.</summary>
    internal bool HasReadErrorOnly(int leg) => Machine.Mirror is { } mirror && mirror.Status.Split(' ')[LettersAt(mirror)][leg] == 'R';

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

    internal void NoticeHang(string whose)
    {
        Tell($"{whose} hangs");
        ForgiveWaiting();
    }

    /// <summary>"2 254:0 254:1 3/3 1 AA": the legs, the count, the word before the letters.</summary>
    private static int LettersAt(MirrorDevice mirror) => mirror.Live!.Legs.Count + 3;
}
