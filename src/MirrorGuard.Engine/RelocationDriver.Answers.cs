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
        else if (IsActive)
            TakeReads(in world, in reply);
    }

    private void TakeReads(in World world, in StepReply reply)
    {
        var isUnreadable = reply.Outcome == StepOutcome.Failed && reply.FailedStep >= 0 && DiskErrors.IsRead(reply.Errno);
        if (reply.Outcome == StepOutcome.Done || isUnreadable)
        {
            _mishaps = 0;
            var good = isUnreadable ? reply.FailedStep : _readsSent;
            Act(in world, ReadAhead.After(in _state, good, isUnreadable, BudgetIn(in world), world.Now));
        }
        else if (++_mishaps < MaxMishaps)
        {
            _retryAt = world.Now + PauseAfterMishap;
        }
        else
        {
            EndLeg(in world, RelocationVerdict.Aborted);
        }
    }

    private void TakeRewrite(in World world, in StepReply reply)
    {
        var isOrphan = _isOrphan;
        _isRewriting = false;
        _isOrphan = false;
        var input = RewriteProgram.InputOf(in reply);
        if (reply.Outcome != StepOutcome.Done)
            suspension.Recall(world.Now, isCutOff: reply.Outcome == StepOutcome.Lost);
        if (input == RelocationInput.SourceUnreadable && !isOrphan && TryNextSource(in world))
            return;
        if (input != RelocationInput.RewriteRefused || reply.Outcome == StepOutcome.Lost)
            rewrites.Note(_rewrittenDisk, volume: null, world.Settings.RelocationWindow, world.Settings.Relocations, world.Now);
        Note(input, reply.HeldMicroseconds);
        var decision = Step(in world, input);
        if (isOrphan)
            _state = decision.State;
        else
            Act(in world, in decision);
    }

    private void Note(RelocationInput input, long heldMicroseconds)
    {
        var isLost = input == RelocationInput.SourceUnreadable && _range.Length == _state.Leg.LogicalBlock;
        if (!isLost && input != RelocationInput.Rewritten)
            return;
        _findings.Add(new RelocationFinding(_range, LegDevice, isLost ? default : _source.Device, heldMicroseconds));
        _causes.FoundPlace(LegDevice);
    }

    private void Watch(in World world)
    {
        var waited = world.Now - _sentAt;
        if (_isRewriting && waited > RewriteProgram.Patience)
        {
            _id = 0;
            _isRewriting = false;
            _isOrphan = false;
            IsActive = false;
            _end = InputKind.SwapHangs;
        }
        else if (!_isRewriting && waited > ReadPatience)
        {
            // The read may never end. Another one would not fare better.
            _id = 0;
            EndLeg(in world, RelocationVerdict.LegDead);
        }
    }
}
