using System.Collections.Generic;
using System.Text;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine;

/// <content>
/// The overwriting of a place where legs differ. What the leg holds there is kept first, beside whatever else the helper does, since a file
/// may wait for a disk for long; then the place is rewritten like one that cannot be read, if it holds what was kept.
/// </content>
internal sealed partial class RelocationDriver
{
    private const int EEXIST = 17;
    private const int ENXIO = 6;

    private readonly List<OverwriteFinding> _overwritten = [];
    private bool _isKeeping;

    /// <summary>The program that keeps something although it is not to be overwritten any more; 0: none.</summary>
    private uint _lateKeep;
    private FoundPlace _lateKeepOf;

    /// <summary>What the rewrite under way overwrites.</summary>
    private FoundPlace? _overwriting;

    /// <summary>What was overwritten since the last call.</summary>
    internal OverwriteFinding[] TakeOverwritten()
    {
        var findings = _overwritten.ToArray();
        _overwritten.Clear();
        return findings;
    }

    private void Keep(in World world, in FoundPlace place, in Overwriting overwriting)
    {
        if (_lateKeep != 0 || !MayOverwrite(in world, in place, overwriting.Source))
        {
            EndTurn(in world, RelocationVerdict.VolumeBusy);
            return;
        }
        _program.Clear();
        _program.IsAside = true;
        _program.Keep(place.Leg, overwriting.Source, place.Range.Start.Bytes, (uint)place.Range.Length.Bytes, Encoding.UTF8.GetBytes(overwriting.KeepAs));
        Send(in world, isRewriting: false);
        _isKeeping = _id != 0;
        if (!_isKeeping)
            EndTurn(in world, RelocationVerdict.VolumeBusy);
    }

    private void TakeKept(in World world, in StepReply reply)
    {
        _isKeeping = false;
        if (_plan.Place is not { Overwriting: { } overwriting } place)
            return;
        if (reply.Outcome == StepOutcome.Refused)
            EndTurn(in world, RelocationVerdict.NothingFound);
        else if (reply.Outcome != StepOutcome.Done)
            EndTurn(in world, CanFileNotBeWritten(in reply) ? RelocationVerdict.NotKept : RelocationVerdict.VolumeBusy);
        else if (!TryOverwrite(in world, in place, in overwriting, reply.Digest))
            Discard(in world, in place, RelocationVerdict.VolumeBusy);
    }

    /// <summary>The legs' own errors are a fault to come; all others are the file's.</summary>
    private static bool CanFileNotBeWritten(in StepReply reply) =>
        reply.FailedStep >= 0 && !DiskErrors.IsRead(reply.Errno) && reply.Errno is not (EEXIST or ENXIO);

    private bool TryOverwrite(in World world, in FoundPlace place, in Overwriting overwriting, ulong digest)
    {
        if (!MayOverwrite(in world, in place, overwriting.Source))
            return false;
        helper.Tables.Look(device, world.Status);
        _program.Clear();
        if (!helper.Tables.TryRewrite(
                _program, lockFile, helper.SuspensionRecord, overwriting.Source, place.Leg, place.Range, world.Status.Events, digest))
        {
            RecallWhereBusy(in world);
            return false;
        }
        _overwriting = place;
        Send(in world, isRewriting: true);
        if (_id == 0)
            _overwriting = null;
        return _id != 0;
    }

    private void TakeOverwrite(in World world, in FoundPlace place, in StepReply reply, bool isOrphan)
    {
        var verdict = VerdictOf(in reply);
        if (verdict == RelocationVerdict.VolumeBusy)
            Discard(in place);
        else
            _overwritten.Add(new OverwriteFinding(place, reply.HeldMicroseconds, IsWritten: verdict == RelocationVerdict.AllHealed));
        if (!isOrphan)
            EndTurn(in world, verdict);
    }

    /// <summary>
    /// Once the volume was suspended nobody knows what the leg holds: a copy that was begun may have come to any part of it, and with a log on
    /// disk the kernel itself copies the primary leg over the others where it was being written.
    /// </summary>
    private static RelocationVerdict VerdictOf(in StepReply reply) => RewriteProgram.InputOf(in reply, isContentExpected: true) switch
    {
        RelocationInput.Rewritten => RelocationVerdict.AllHealed,
        _ when reply.HeldMicroseconds > 0 || reply.Outcome == StepOutcome.Lost => RelocationVerdict.HalfOverwritten,
        _ => RelocationVerdict.VolumeBusy,
    };

    /// <summary>Nobody waits for it any more.</summary>
    private void GiveUpOverwrite()
    {
        if (_overwriting is { } place)
            _overwritten.Add(new OverwriteFinding(place, HeldMicroseconds: 0, IsWritten: false));
        _overwriting = null;
    }

    /// <summary>Nobody waits for it any more; it may last as long as its file's disk wants, and until then nothing else is kept.</summary>
    private void GiveUpKeep()
    {
        if (!_isKeeping)
            return;
        _isKeeping = false;
        (_lateKeep, _lateKeepOf) = (_id, _plan.Place!.Value);
    }

    private void TakeLateKeep(in StepReply reply)
    {
        if (_lateKeep == 0 || (reply.Id != _lateKeep && reply.Outcome != StepOutcome.Lost))
            return;
        _lateKeep = 0;
        if (reply.Outcome == StepOutcome.Done)
            Discard(in _lateKeepOf);
    }

    /// <summary>As for a rewrite; and the source is a leg that is alive.</summary>
    private static bool MayOverwrite(in World world, in FoundPlace place, DeviceNumber source)
    {
        if (world.Status.Mirrors.Length != 1 || !AreAllAlive(world.Status))
            return false;
        ref readonly var mirror = ref world.Status.Mirrors[0];
        return LegsToSearch.IndexOf(in mirror, source) >= 0
            && RelocationSource.Choose(in mirror, place.Leg, world.Copies).Obstacle == SourceObstacle.None;
    }

    private void Discard(in World world, in FoundPlace place, RelocationVerdict verdict)
    {
        Discard(in place);
        EndTurn(in world, verdict);
    }

    /// <summary>Nothing was overwritten. Nobody waits for the answer.</summary>
    private void Discard(in FoundPlace place)
    {
        _program.Clear();
        _program.IsAside = true;
        _program.Forget(Encoding.UTF8.GetBytes(place.Overwriting!.Value.KeepAs));
        _ = helper.Send(_program);
    }
}
