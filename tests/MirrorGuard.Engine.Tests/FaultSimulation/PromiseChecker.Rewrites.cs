using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Policy;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <content>
/// What our rewriting of places does. It is our doing at once where old data is copied over new data; and later, where a write was
/// under way to the place meanwhile, which then ends with what we put there.
/// </content>
internal sealed partial class PromiseChecker
{
    /// <summary>We wrote to one leg while a write was under way to all.</summary>
    private readonly bool[] _isRaced = new bool[volume.Machine.Metadata.Geometry.Blocks];

    /// <summary>By disk and block: at which step it became unreadable.</summary>
    private readonly Dictionary<(SimulatedDisk Disk, int Block), int> _spoiltAt = [];

    /// <summary>The kernel told of something after the status by which we act was read: nobody can say that it could not be known.</summary>
    private bool _isOverEvents;

    internal void NoteSpoilt(int leg, int block) => _spoiltAt[PlaceOf(leg, block)] = volume.Host.StepNumber;

    /// <summary>A place could not be read at some time.</summary>
    internal bool WasSpoilt(SimulatedDisk disk, int block) => _spoiltAt.ContainsKey((disk, block));

    /// <summary>A helper has just written to a block of a leg.</summary>
    /// <param name="block">The block.</param>
    /// <param name="isStatusOfNow">The kernel raised no event since the status was read by which that was decided.</param>
    internal void CheckRewrite(int block, bool isStatusOfNow)
    {
        _isRaced[block] |= volume.Machine.Mirror is { IsSuspended: false } && IsWriteUnderWay(block);
        _isOverEvents = !isStatusOfNow;
        Check(Actor.MirrorGuard);
        _isOverEvents = false;
    }

    /// <summary>Which blocks can be read, and are what they should be, on some leg that LVM has in the volume.</summary>
    internal bool[] ReadableBlocks() => [.. Enumerable.Range(0, Blocks).Select(block => Legs.Any(leg => IsReadable(leg, block)))];

    /// <summary>
    /// A leg that was worn out was given up: not while it was the only one that could be read somewhere. What became unreadable on
    /// another leg after the search had begun may have come too late for it.
    /// </summary>
    /// <param name="wasReadable">The blocks that could be read before.</param>
    internal void CheckWornLegGone(bool[] wasReadable)
    {
        for (var block = 0; block < Blocks; block++)
        {
            if (wasReadable[block] && !_isBeyondKnowing[block] && !IsWrong(Question.Lost, block) && !Legs.Any(leg => IsReadable(leg, block) || IsSpoiltAfterSearch(leg, block)))
                Break($"block {block} could be read on the leg that was given up, and can no more");
        }
    }

    /// <summary>An administrator's command loaded a table that calls everything in sync: where that was not so, no status can tell any more.</summary>
    internal void CheckNoSyncTable()
    {
        Check(Actor.Others);
        for (var block = 0; block < Blocks; block++)
            _isBeyondKnowing[block] |= IsAnyWrong(block);
    }

    /// <summary>A search has its end, and its reload.</summary>
    private void CheckSearchIsOver()
    {
        if (volume.State.ReadFault.Stage is not (ReadFaultStage.None or ReadFaultStage.Resting))
            Break($"the search for unreadable places did not come to an end: {volume.State.ReadFault.Stage}");
        if (volume.IsScanWaiting)
            Break("the scan is not told what became of its places");
    }

    private bool HasSpoiltPlaceAsWell(int leg) =>
        volume.HasReadErrorOnly(leg) && Enumerable.Range(0, Blocks).Any(block => _spoiltAt.ContainsKey(PlaceOf(leg, block)));

    private bool IsRaced(int block, bool mayBeOld) => _isRaced[block] = _isRaced[block] && (mayBeOld || IsWriteUnderWay(block));

    private bool IsWriteUnderWay(int block) => volume.Writes.Any(write => write.Io.Kind == IoKind.Write && write.Io.Block == block);

    private bool IsReadable(int leg, int block)
    {
        var (disk, place) = PlaceOf(leg, block);
        return !volume.DiskOf(leg).IsForeign && !disk.UnreadableBlocks.Contains(place) && !IsOld(block, disk[place]);
    }

    private bool IsSpoiltAfterSearch(int leg, int block) =>
        _spoiltAt.TryGetValue(PlaceOf(leg, block), out var step) && step >= volume.SearchBegan;

    private (SimulatedDisk Disk, int Block) PlaceOf(int leg, int block) =>
        (volume.DiskOf(leg).Device, volume.Machine.Metadata.Images[leg].FirstBlock + block);
}
