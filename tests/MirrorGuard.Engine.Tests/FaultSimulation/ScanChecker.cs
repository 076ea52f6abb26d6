using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>
/// Holds what a scan reads, says and does against what is on the disks: it reads only a mirror that is whole; what it calls different
/// was different for as long as it has to be; a pass that ends has read everything and said whatever differed since before it began;
/// and nothing is written on its account but what could not be read.
///
/// What the legs hold is looked at before each moment that passes, so that since when it is unchanged is known exactly. Contents are
/// numbers that are never used twice, so what is the same at both ends of a time was so all the time.
/// </summary>
internal sealed partial class ScanChecker(HostVolume volume)
{
    private readonly ulong[]?[] _held = new ulong[]?[volume.Machine.Metadata.Geometry.Blocks];
    private readonly Instant[] _unchangedSince = new Instant[volume.Machine.Metadata.Geometry.Blocks];
    private IReadOnlyList<Extent> _legs = [];
    private uint _eventsWhenSent;
    private IReadOnlyList<BlockReading> _answered = [];

    private int Blocks => volume.Machine.Metadata.Geometry.Blocks;

    private Instant Now => volume.Host.Clock.Now;

    /// <summary>All that a reading rests on: every leg is alive and in sync, and the tables are LVM's.</summary>
    internal bool IsWhole => volume.Machine.Mirror is { IsSuspended: false, IsHung: false, Inactive: null, Live.HandlesErrors: true } mirror
        && !volume.IsLinear && !volume.HasTablesOfOurs && !volume.HasDeadLog
        && Enumerable.Range(0, volume.Machine.Images.Count).All(mirror.IsReadable)
        && Enumerable.Range(0, Blocks).All(mirror.IsInSync);

    /// <summary>Takes note of what the legs hold.</summary>
    internal void Observe()
    {
        var areOthers = _legs != volume.Machine.Metadata.Images;
        _legs = volume.Machine.Metadata.Images;
        for (var block = 0; block < Blocks; block++)
        {
            if (!areOthers && IsHeld(block))
                continue;
            _held[block] = [.. Enumerable.Range(0, _legs.Count).Select(leg => Contents(leg, block))];
            _unchangedSince[block] = Now;
        }
    }

    /// <summary>A reader is sent.</summary>
    internal void CheckSent()
    {
        if (!IsWhole)
            Break("the scan reads while not all legs are alive and in sync");
        _eventsWhenSent = volume.Machine.Mirror?.EventNumber ?? 0;
    }

    /// <summary>A reader is at a block.</summary>
    internal BlockTruth Look(int block, int legs)
    {
        Observe();
        return new BlockTruth(Now, _unchangedSince[block], _held[block]!.Take(legs).Distinct().Count() > 1);
    }

    /// <summary>The scan has been told what a reader saw.</summary>
    internal void Answered(IEnumerable<BlockReading> readings) => _answered = [.. readings];

    /// <summary>The scan has decided.</summary>
    internal void Saw(in ScanState state, in ScanInput input, in ScanCircumstances circumstances, in ScanDecision decision)
    {
        if (input.Kind == ScanInputKind.Read)
            Count();
        Follow(in state, in input, in decision);
        foreach (var mismatch in decision.Mismatches.IsDefault ? [] : decision.Mismatches)
            CheckMismatch(mismatch.Range, circumstances.Settings.Settle);
        if (decision.Finished is { } pass)
            CheckFinished(in pass);
    }

    /// <summary>A helper is about to write to a leg: only what could not be read, if it is for the scan.</summary>
    internal void CheckRewrite(ImageDevice target, int block)
    {
        if (target.Live.Disk is not { } disk || disk.UnreadableBlocks.Contains(target.Live.FirstBlock + block))
            return;
        if (!volume.Checker.WasSpoilt(disk, target.Live.FirstBlock + block) && !volume.Host.Disks.First(each => each.Device == disk).HasBeenBad)
            Break($"block {block} of {target} is written to, which could be read all the time");
    }

    /// <summary>A helper is about to write to a leg because legs differ: what it holds has been kept, and no write of others can come in between.</summary>
    internal void CheckOverwrite(ImageDevice target, int block)
    {
        if (target.Live.Disk is not { } disk)
            return;
        var place = target.Live.FirstBlock + block;
        if (volume.Host.Settings.ScanOf(volume.Name).Mismatch != MismatchResponse.Resync || !volume.Host.Settings.IsActing)
            Break($"block {block} of {target} is overwritten, which nobody wants");
        if (volume.Machine.Mirror is { IsSuspended: false })
            Break($"block {block} of {target} is overwritten while writes go on");
        if (!volume.Host.Scans!.Store.Kept.Values.Any(kept => kept.Has(disk, place, disk[place])))
            Break($"block {block} of {target} is overwritten, and what it held was not kept");
    }

    private void Count()
    {
        if (volume.Machine.Mirror?.EventNumber != _eventsWhenSent)
            Break("what was read counts, although the mirror changed meanwhile");
        foreach (var reading in _answered)
            _readings[reading.Block] = reading;
    }

    private void CheckMismatch(SectorRange range, TimeSpan settle)
    {
        if (!IsWhole)
            Break($"a difference is reported at {range} while not all legs are alive and in sync");
        foreach (var block in BlocksOf(range))
        {
            _reportedAt[block] = Now;
            if (_readings[block] is not { } reading || (!reading.Before.HasDifferedFor(settle) && !reading.After.HasDifferedFor(settle)))
                Break($"a difference is reported of block {block}, where the legs have not differed for as long as they should: {_readings[block]}");
        }
    }

    private static IEnumerable<int> BlocksOf(SectorRange range) =>
        Enumerable.Range((int)(range.Start.Count / Geometry.SectorsPerBlock), (int)(range.Length.Count / Geometry.SectorsPerBlock));

    private bool IsHeld(int block)
    {
        var held = _held[block]!;
        for (var leg = 0; leg < held.Length; leg++)
        {
            if (held[leg] != Contents(leg, block))
                return false;
        }
        return true;
    }

    private ulong Contents(int leg, int block) => volume.DiskOf(leg).Device[_legs[leg].FirstBlock + block];

    private void Break(string what) => volume.Host.Break($"{volume.Name}: {what}");
}
