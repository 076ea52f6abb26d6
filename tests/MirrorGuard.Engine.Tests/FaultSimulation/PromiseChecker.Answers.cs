using System.Linq;

using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <content>What each question is answered with.</content>
internal sealed partial class PromiseChecker
{
    private void Answer(Question question, int block, bool isWrong, bool isOurs)
    {
        ref var mark = ref _isWrong[((int)question * Blocks) + block];
        if (isWrong && !mark)
        {
            var isExcused = !_isOverEvents && (_isBeyondKnowing[block] || _wasBeyondKnowing || volume.IsBeyondKnowing || (question == Question.CrashFailover && (_isLogLostInSwap || IsUnlogged))
                || (question == Question.Lost ? IsWrong(Question.Now, block) && IsWrong(Question.Crash, block) : IsWrong(Question.Lost, block)));
            if (isOurs && !isExcused)
                Break($"block {block}: {question} is wrong, {volume.History.Describe(block)} was acknowledged; {Contents(block)}");
            else
                Excused++;
            if (question == Question.Crash)
                volume.ForgetCovered(block);
            if (volume.Host.Tells)
                volume.Tell($"    block {block}: {question} is wrong");
        }
        mark = isWrong;
    }

    private bool IsAnyWrong(int block)
    {
        for (var question = 0; question < Questions; question++)
        {
            if (_isWrong[(question * Blocks) + block])
                return true;
        }
        return false;
    }

    private bool IsWrong(Question question, int block) => _isWrong[((int)question * Blocks) + block];

    private bool IsOldNow(int block)
    {
        if (volume.IsLinear)
            return volume.DiskOf(0) is { IsGood: true } && FirstLeg(block) is { } linear && IsOld(block, linear);
        // An error does not make right what was wrong: it may pass.
        return volume.Machine.Mirror is { } mirror && (mirror.Peek(block) is { } contents ? IsOld(block, contents) : IsWrong(Question.Now, block));
    }

    private bool IsOldElsewhere(int block)
    {
        if (volume.Machine.Mirror is not { } mirror || !mirror.IsInSync(block))
            return false;
        var legs = mirror.Live!.Legs;
        for (var leg = 0; leg < legs.Count; leg++)
        {
            var table = legs[leg].Live;
            if (table.Disk is { } disk && mirror.IsReadable(leg) && IsOld(block, disk[table.FirstBlock + block]))
                return true;
        }
        return false;
    }

    private bool IsOldAfterCrash(int block) => FirstLeg(block) is { } contents && IsOld(block, contents);

    private bool IsOldWhereClean(int block)
    {
        if (volume.Machine.Metadata.Log is not { } log || volume.LogDisk!.IsForeign || volume.IsLinear)
            return false;
        var header = volume.LogDisk.Device[log.FirstBlock];
        if (!DiskLogHeader.IsClean(header, Geometry.RegionOf(block)))
            return false;
        return LegsWith(block, isOld: true) > 0;
    }

    private bool IsLostInSilence(int block)
    {
        if (_lostInSilence[block] is { } lost && (IsOld(block, lost) || Legs.All(leg => LegContents(leg, block) == lost)))
            _lostInSilence[block] = null;
        return _lostInSilence[block] is not null;
    }

    private bool IsLost(int block) => LegsWith(block, isOld: false) == 0;

    private bool IsOld(int block, ulong contents) => !volume.History.Allows(block, contents);

    private ulong? FirstLeg(int block) => volume.DiskOf(0).IsForeign ? null : LegContents(0, block);

    private int LegsWith(int block, bool isOld)
    {
        var count = 0;
        for (var leg = 0; leg < volume.Machine.Metadata.Images.Count; leg++)
            count += !volume.DiskOf(leg).IsForeign && IsOld(block, LegContents(leg, block)) == isOld ? 1 : 0;
        return count;
    }

    private ulong LegContents(int leg, int block) => volume.DiskOf(leg).Device[volume.Machine.Metadata.Images[leg].FirstBlock + block];

    private string Contents(int block) =>
        $"the legs hold {string.Join(" and ", Legs.Select(leg => LegContents(leg, block)))}";
}
