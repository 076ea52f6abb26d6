using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine;

/// <content>What the helper answers, and what it means to the policy.</content>
internal sealed partial class HelperDriver
{
    /// <summary>Linux: the disk or table is another one than expected.</summary>
    private const int ESTALE = 116;

    private void Receive()
    {
        while (_helper is not null && _helper.TryReceive(out var reply))
        {
            if (reply.Outcome == StepOutcome.Lost)
                Lose();
            else if (reply.Id == _swapId)
                EndSwap(in reply);
            else if (reply.Id == _probeId)
                EndProbe(in reply);
            else if (!Disks.TryAnswer(in reply))
                _others.Enqueue(reply);
        }
    }

    private void EndProbe(in StepReply reply)
    {
        var result = ProbeInput(in reply);
        (_probeId, _probeResult) = (0, _isProbeOld && result == InputKind.ProbeGood ? InputKind.ProbeBad : result);
        _isProbeOld = false;
    }

    private void EndSwap(in StepReply reply)
    {
        (_swapId, _result) = (0, SwapInput(reply.Outcome));
        if (reply.Outcome == StepOutcome.Failed)
            _swapFault = SwapFaultWords.Of(_swap, in reply);
    }

    private void Lose()
    {
        if (_swapId != 0)
            (_swapFault, _wasSwapCutOff) = ("its helper ended in the middle of it", true);
        _result = _swapId != 0 ? InputKind.SwapFailed : _result;
        _probeResult = _probeId != 0 ? InputKind.ProbeBad : _probeResult;
        Abandon();
    }

    private void Abandon()
    {
        if (_helper is not null)
            _others.Enqueue(new StepReply(0, StepOutcome.Lost, -1, 0, 0, default));
        _helper?.Dispose();
        _helper = null;
        _swapId = 0;
        _probeId = 0;
        Disks.Unask();
    }

    private static InputKind SwapInput(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => InputKind.Swapped,
        StepOutcome.Refused => InputKind.SwapRefused,
        _ => InputKind.SwapFailed,
    };

    private static InputKind ProbeInput(in StepReply reply) => reply switch
    {
        { Outcome: StepOutcome.Done } => InputKind.ProbeGood,
        { Outcome: StepOutcome.Refused, Errno: ESTALE } => InputKind.ProbeOtherDisk,
        _ => InputKind.ProbeBad,
    };
}
