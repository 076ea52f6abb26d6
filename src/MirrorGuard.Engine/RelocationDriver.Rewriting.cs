using System;
using MirrorGuard.Core;
using MirrorGuard.Core.Relocation;

namespace MirrorGuard.Engine;

/// <content>An unreadable place was found: it is rewritten from one leg after the other, until one can be read.</content>
internal sealed partial class RelocationDriver
{
    private RelocationSource _source;

    /// <summary>What is to be rewritten is read once more.</summary>
    private bool _isReadingAgain;

    /// <summary>The planner has found an unreadable place. The first one explains the leg's read error, if it is one and no disk that was away.</summary>
    private void Rewrite(in World world, SectorRange range)
    {
        _range = range;
        _source = new RelocationSource(SourceObstacle.None, Leg: -1, default, default);
        if (_causes.UnexplainedIn(world.Status).Contains(LegDevice))
            ReadAgain(in world);
        else if (_plan.IsLookingForCause)
            NextTurn(in world);
        else
            RewriteFromSource(in world);
    }

    private void RewriteFromSource(in World world)
    {
        var obstacle = TryNextSource(in world);
        if (obstacle == SourceObstacle.None)
            return;
        var input = obstacle == SourceObstacle.SourceInDoubt ? RelocationInput.SourceInDoubt : RelocationInput.RewriteRefused;
        Note(input, heldMicroseconds: 0);
        Act(in world, Step(in world, input));
    }

    /// <summary>The disk has answered since the place was found; what it then cannot read a second time is a bad place.</summary>
    private void ReadAgain(in World world)
    {
        _isReadingAgain = true;
        _program.Clear();
        _program.IsAside = true;
        _program.Read(LegDevice, _range.Start.Bytes, (uint)_state.Leg.LogicalBlock.Bytes);
        Send(in world, isRewriting: false);
        if (_id == 0)
            _retryAt = world.Now + PauseAfterMishap;
    }

    /// <summary>Sends the rewrite. If it does not: why, or any other obstacle where nothing can be rewritten just now.</summary>
    private SourceObstacle TryNextSource(in World world)
    {
        if (world.Status.Mirrors.Length != 1 || (_plan.IsOfPlaces && !AreAllAlive(world.Status)))
            return SourceObstacle.CopiesInDoubt;
        var unexplained = _causes.UnexplainedIn(world.Status);
        var source = RelocationSource.Choose(in world.Status.Mirrors[0], LegDevice, world.Copies, unexplained, after: _source.Leg);
        if (source.Obstacle != SourceObstacle.None)
            return source.Obstacle;
        helper.Tables.Look(device, world.Status);
        _program.Clear();
        if (!helper.Tables.TryRewrite(_program, lockFile, helper.SuspensionRecord, source.Device, LegDevice, _range, world.Status.Events))
        {
            RecallWhereBusy(in world);
            return SourceObstacle.VolumeBusy;
        }
        _source = source;
        _rewrittenDisk = Disk;
        Send(in world, isRewriting: true);
        return _id != 0 ? SourceObstacle.None : SourceObstacle.VolumeBusy;
    }

    /// <summary>It may be a helper of an earlier registration that has it suspended, and was killed.</summary>
    private void RecallWhereBusy(in World world)
    {
        if (helper.Tables.IsBusy)
            suspension.Recall(world.Now, isCutOff: true);
    }
}
