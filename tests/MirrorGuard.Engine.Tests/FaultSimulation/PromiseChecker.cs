using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Policy;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>
/// Holds what is on the disks, and what the kernel would make of it, against what the applications were promised.
///
/// The kernel alone breaks these promises too: after a failed flush the legs drift apart unseen, a table without
/// <c>handle_errors</c> acknowledges what one leg did not get. So each block has, for each question that can be asked of it, a mark
/// whether the answer is wrong; and it counts who was at work when it became wrong. A table that we loaded, a repair that we asked
/// for, or a table of ours being live at that time: then it is our doing, and the schedule fails. Otherwise it is the kernel's, and
/// excused until the answer is right again; what becomes wrong in answer to another question, by what we do next, is ours again,
/// since the letters showed what had happened. Where they did not, nobody could know better, and what follows is excused as well: a
/// failed flush that the kernel forgot before its event was delivered, a disk that lost its cache while its letter was A, a table of
/// a volume that the administrator has not monitored. And once no leg has what was acknowledged, no answer is worse than another.
///
/// The alternative, to play the same schedule without us and compare, was rejected: after the first decision the two are no longer
/// the same schedule, and every difference would have to be explained.
/// </summary>
internal sealed partial class PromiseChecker(HostVolume volume)
{
    /// <summary>What is wanted of each volume once the engine has had its turns: a few polls and a repair.</summary>
    private static readonly TimeSpan TimeOfOneRepair = TimeSpan.FromSeconds(3);

    private static readonly int Questions = Enum.GetValues<Question>().Length;

    private readonly bool[] _isWrong = new bool[Questions * volume.Machine.Metadata.Geometry.Blocks];

    private enum Question
    {
        /// <summary>What does a read return now? An error is allowed, old data is not.</summary>
        Now,

        /// <summary>What does any other leg hold that the kernel would read if the first choice failed?</summary>
        Failover,

        /// <summary>What does LVM's activation make of the volume if the machine stops now?</summary>
        Crash,

        /// <summary>What do the legs hold that the log on the disk calls clean?</summary>
        CrashFailover,

        /// <summary>Is there any leg left with what was acknowledged?</summary>
        Lost,
    }

    /// <summary>Blocks that went wrong while nobody could notice: what is made of them is nobody's fault, until they are right again.</summary>
    private readonly bool[] _isBeyondKnowing = new bool[volume.Machine.Metadata.Geometry.Blocks];

    /// <summary>
    /// What a leg's disk had taken and lost again, unnoticed, before the kernel reported that it was written or copied: the report comes
    /// later, and it is then that the block goes wrong.
    /// </summary>
    private readonly ulong?[] _lostInSilence = new ulong?[volume.Machine.Metadata.Geometry.Blocks];

    /// <summary>What it was before the last step: our table ends what was hidden in the one before.</summary>
    private bool _wasBeyondKnowing;

    /// <summary>The log died between the decision to release and the swap: the kernel then writes to the good leg alone, and cannot tell its log.</summary>
    private bool _isLogLostInSwap;

    /// <summary>
    /// Released, then the primary failed a flush, then the log died, in this order and in one table: from the first on the kernel writes
    /// to the good leg alone, after the second it cannot tell its log. It was said to a person when the primary failed.
    /// </summary>
    private bool IsUnlogged => volume.Machine.Mirror is { Live.KeepsLog: true, HasFailedToFlush: true } && volume.HasDeadLog;

    /// <summary>How often the kernel or a disk was to blame.</summary>
    internal int Excused { get; private set; }

    private Geometry Geometry => volume.Machine.Metadata.Geometry;

    private int Blocks => volume.Machine.Metadata.Geometry.Blocks;

    /// <summary>Asks all questions, after <paramref name="actor"/> did something.</summary>
    internal void Check(Actor actor)
    {
        volume.Reap();
        var isTableOurs = actor == Actor.MirrorGuard || (actor == Actor.Others && volume.HasTablesOfOurs);
        for (var block = 0; block < Blocks; block++)
        {
            // Where every leg holds what it may, no answer can be wrong.
            var mayBeOld = LegsWith(block, isOld: true) > 0 || IsLost(block);
            var isOurs = isTableOurs || IsRaced(block, mayBeOld);
            Answer(Question.Now, block, mayBeOld && IsOldNow(block), isOurs);
            Answer(Question.Failover, block, mayBeOld && IsOldElsewhere(block), isOurs);
            Answer(Question.Crash, block, mayBeOld && IsOldAfterCrash(block), isOurs);
            Answer(Question.CrashFailover, block, mayBeOld && IsOldWhereClean(block), isOurs);
            Answer(Question.Lost, block, mayBeOld && IsLost(block), isOurs);
            _isBeyondKnowing[block] = IsLostInSilence(block)
                || (mayBeOld && (_isBeyondKnowing[block] || ((_wasBeyondKnowing || volume.IsBeyondKnowing) && IsAnyWrong(block))));
        }
        _wasBeyondKnowing = volume.IsBeyondKnowing;
        foreach (var disk in volume.Host.Disks)
        {
            if (disk.IsForeignDiskDamaged)
                Break($"{disk} was written to");
        }
    }

    /// <summary>
    /// A disk came back without what its cache held. Where its leg's letter is still A, nobody has noticed that it was away; nor where
    /// it is R, if a place of the leg could not be read at some time.
    /// </summary>
    /// <param name="disk">The disk.</param>
    /// <param name="lost">What it had and has no more, by its blocks.</param>
    internal void CheckLostCache(NumberedDisk disk, IReadOnlyDictionary<int, ulong> lost)
    {
        Check(Actor.Disk);
        var images = volume.Machine.Metadata.Images;
        for (var leg = 0; leg < images.Count; leg++)
        {
            if (volume.DiskOf(leg) != disk || (volume.Machine.Mirror?.IsReadable(leg) == false && !HasSpoiltPlaceAsWell(leg)))
                continue;
            for (var block = 0; block < Blocks; block++)
            {
                _isBeyondKnowing[block] |= IsAnyWrong(block);
                if (lost.TryGetValue(images[leg].FirstBlock + block, out var contents))
                    _lostInSilence[block] = contents;
            }
        }
    }

    /// <summary>A leg was changed beneath the mirror: nobody can know before a scan says so, and nobody can tell which leg is right.</summary>
    internal void CheckChangedBeneath(int block)
    {
        Check(Actor.Disk);
        _isBeyondKnowing[block] = true;
    }

    /// <summary>A real crash with a power cut: what a flush had covered is to be there.</summary>
    internal void CheckPowerCut(Actor actor)
    {
        for (var block = 0; block < Blocks; block++)
        {
            if (FirstLeg(block) is not { } contents)
                continue;
            var isOld = !volume.History.AllowsAfterPowerCut(block, contents);
            if (isOld && actor == Actor.MirrorGuard && !IsWrong(Question.Crash, block))
                Break($"after a power cut block {block} holds {contents}, older than what was flushed");
            volume.History.Settle(block, contents);
        }
    }

    /// <summary>What the primary leg does not have, as an excuse was found for, no flush makes durable.</summary>
    internal bool IsGone(int block) => IsWrong(Question.Crash, block);

    /// <summary>An application got an error: not because of a table of ours that relies on a log on the dead leg's disk.</summary>
    internal void CheckError(ApplicationWrite write)
    {
        volume.Tell($"    {write.Io.Kind} {write.Io.Contents} failed");
        if (volume.HasTablesOfOurs && volume.Machine.Metadata.Images.Count == 2 && volume.DiskOf(0).IsGood && volume.LogDisk == volume.DiskOf(1))
            Break("a write failed while released, for the log lies on the dead leg's disk");
    }

    /// <summary>A table is about to be swapped in by us: never towards the part that is waited for while it fails.</summary>
    /// <param name="decidedAt">The step at which the program was sent.</param>
    internal void CheckSwap(int decidedAt)
    {
        _isLogLostInSwap = volume.LogDisk is { IsGood: false } log && log.BadSince >= decidedAt;
        if (volume.Machine.Mirror is { Inactive.KeepsLog: true, Live.KeepsLog: false, IsRecovering: true })
            Break("released while a resync runs");
        var outage = volume.State.Outage;
        if (!outage.IsSwapping || volume.Machine.Mirror?.Inactive is not { KeepsLog: false } || volume.Machine.Mirror.Live is { KeepsLog: true })
            return;
        var disk = outage.Leg == Outage.Log ? volume.LogDisk : outage.Leg < volume.Machine.Metadata.Images.Count ? volume.DiskOf(outage.Leg) : null;
        if (disk is { IsGood: false } && disk.ProbedAt < volume.OutageBegan)
            Break($"the table was loaded anew while {disk} still fails");
    }

    /// <summary>No write waits longer than it may, given that the engine has its turns.</summary>
    internal void CheckHolds()
    {
        if (volume.Registration is null || !volume.Host.Settings.IsActing)
            return;
        // After a failed read, too, the kernel holds writes to what is not in sync. Nothing is done about that letter yet.
        if (volume.IsPersonCalled || volume.IsBeyondKnowing || volume.IsStalled || volume.IsHung || volume.IsReadErrorSaid)
        {
            volume.ExcuseWaiting();
            return;
        }
        var repairs = volume.State.Repair.FailedRepairs > 0 ? RepairPolicy.PauseAfter(RepairPolicy.MaxRepairs) * 3 : TimeSpan.Zero;
        var limit = volume.Host.Settings.Faults.WriteHold + TimeOfOneRepair + repairs;
        if (volume.Writes.FirstOrDefault(write => write.Held > limit) is { } held)
            Break($"{held.Io.Kind} {held.Io.Contents} was held for {held.Held.TotalSeconds} s");
    }

    /// <summary>Nothing is under way any more: each fault must have ended, and no device be left half changed.</summary>
    internal void CheckRest()
    {
        if (volume.Registration is null || volume.IsLinear || volume.IsHung || volume.IsBeyondKnowing || volume.IsStalled || volume.Machine.Mirror is null)
            return;
        var mirror = volume.Machine.Mirror!;
        if (mirror.IsSuspended || mirror.Inactive is not null || volume.Machine.Images.Any(image => image.Inactive is not null || image.IsSuspended))
            Break("a device was left suspended or with an inactive table");
        CheckSearchIsOver();
        var isInSync = mirror.Status.Contains($" {Geometry.Regions}/{Geometry.Regions} ", StringComparison.Ordinal);
        var isSaid = volume.IsPersonCalled || volume.IsReadErrorSaid;
        var hasLetters = Enumerable.Range(0, volume.Machine.Images.Count).Any(leg => !mirror.IsReadable(leg)) || volume.HasDeadLog;
        if ((!isInSync || hasLetters || volume.HasTablesOfOurs || volume.Writes.Count > 0) && !isSaid)
            Break($"the fault did not come to an end: {mirror.Status}");
    }

    private IEnumerable<int> Legs => Enumerable.Range(0, volume.Machine.Metadata.Images.Count);

    private void Break(string what) => volume.Host.Break($"{volume.Name}: {what}");
}
