using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine;

/// <content>What comes of the programs that were sent, answered or not.</content>
internal sealed partial class RelocationDriver
{
    private void Take(in World world, in StepReply reply)
    {
        _reply = null;
        _id = 0;
        if (_isRewriting)
            TakeRewrite(in world, in reply);
        else if (_asked is not null && IsActive)
            TakeSourceRead(in world, in reply);
        else if (_isKeeping && IsActive)
            TakeKept(in world, in reply);
        else if (IsActive)
            TakeReads(in world, in reply);
    }

    private void TakeReads(in World world, in StepReply reply)
    {
        var isUnreadable = reply.Outcome == StepOutcome.Failed && reply.FailedStep >= 0 && DiskErrors.IsRead(reply.Errno);
        if (reply.Outcome == StepOutcome.Done || isUnreadable)
        {
            _mishaps = 0;
            if (_isReadingAgain)
                TakeSecondRead(in world, isUnreadable);
            else
                Act(in world, ReadAhead.After(in _state, isUnreadable ? reply.FailedStep : _readsSent, isUnreadable, BudgetIn(in world), world.Now));
        }
        else if (++_mishaps < MaxMishaps)
        {
            _retryAt = world.Now + PauseAfterMishap;
        }
        else
        {
            EndTurn(in world, RelocationVerdict.Aborted);
        }
    }

    private void TakeSecondRead(in World world, bool isUnreadable)
    {
        _isReadingAgain = false;
        if (!isUnreadable)
        {
            Act(in world, Step(in world, RelocationInput.ReadableAgain));
            return;
        }
        _causes.FoundPlace(LegDevice);
        if (_plan.IsLookingForCause)
            NextTurn(in world);
        else
            RewriteFromSource(in world);
    }

    private void TakeRewrite(in World world, in StepReply reply)
    {
        var isOrphan = _isOrphan;
        _isRewriting = false;
        _isOrphan = false;
        if (reply.Outcome != StepOutcome.Done)
            suspension.Recall(world.Now, isCutOff: reply.Outcome == StepOutcome.Lost);
        if (_overwriting is { } place)
        {
            _overwriting = null;
            TakeOverwrite(in world, in place, in reply, isOrphan);
            return;
        }
        var input = RewriteProgram.InputOf(in reply);
        if (input == RelocationInput.SourceUnreadable && !isOrphan)
        {
            var obstacle = TryNextSource(in world);
            if (obstacle == SourceObstacle.None || (obstacle == SourceObstacle.NoOtherLeg && TryAskSources(in world)))
                return;
            input = WithoutNextSource(obstacle);
        }
        if (input != RelocationInput.RewriteRefused || reply.Outcome == StepOutcome.Lost)
            CountRewrite(world.Settings, world.Now);
        EndRewrite(in world, input, reply.HeldMicroseconds, isOrphan);
    }

    private void EndRewrite(in World world, RelocationInput input, long heldMicroseconds, bool isOrphan = false)
    {
        Note(input, heldMicroseconds);
        var decision = Step(in world, input);
        if (isOrphan)
            _state = decision.State;
        else
            Act(in world, in decision);
    }

    /// <summary>The sources that could be asked cannot be read there; a part of the range may fare better.</summary>
    private RelocationInput WithoutNextSource(SourceObstacle obstacle) => obstacle switch
    {
        SourceObstacle.NoOtherLeg => RelocationInput.SourceUnreadable,
        SourceObstacle.SourceInDoubt => IsOneBlock ? RelocationInput.SourceInDoubt : RelocationInput.SourceUnreadable,
        _ => RelocationInput.RewriteRefused,
    };

    private bool IsOneBlock => _range.Length == _state.Leg.LogicalBlock;

    private void Note(RelocationInput input, long heldMicroseconds)
    {
        RelocationFinding? finding = input switch
        {
            RelocationInput.Rewritten => new(_range, LegDevice, _source.Device, heldMicroseconds),
            RelocationInput.SourceUnreadable when IsOneBlock => new(_range, LegDevice, default, heldMicroseconds),
            RelocationInput.SourceInDoubt => new(_range, LegDevice, default, heldMicroseconds, IsInDoubt: true),
            _ => null,
        };
        if (finding is { } found)
            _findings.Add(found);
    }

    private void Watch(in World world)
    {
        var waited = world.Now - _sentAt;
        if (_isRewriting && waited > RewriteProgram.Patience)
        {
            _id = 0;
            _isRewriting = false;
            _isOrphan = false;
            GiveUpOverwrite();
            Stop();
            _end = InputKind.SwapHangs;
        }
        else if (!_isRewriting && waited > ReadPatience)
        {
            // The read may never end, nor the file's writing. Another one would not fare better, and each takes the place of a probe.
            var verdict = _isKeeping ? RelocationVerdict.NotKept : _asked is not null ? RelocationVerdict.SourceSilent : RelocationVerdict.RewriteFailed;
            GiveUpKeep();
            _asked = null;
            _id = 0;
            EndTurn(in world, verdict);
        }
    }
}
