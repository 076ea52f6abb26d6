using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine;

/// <content>
/// Whether the legs that are to heal another one answer at all. A disk that is away cannot be read anywhere, and nothing is lost by that: what
/// no leg can be read at is said to be lost only once every other leg has answered somewhere.
/// </content>
internal sealed partial class RelocationDriver
{
    /// <summary>The leg that is asked; null while none is.</summary>
    private RelocationSource? _asked;
    private int _askedAt;

    /// <summary>All of them have in this turn.</summary>
    private bool _haveSourcesAnswered;

    private bool TryAskSources(in World world)
    {
        if (_haveSourcesAnswered)
            return false;
        AskNextSource(in world, after: -1);
        return true;
    }

    private void AskNextSource(in World world, int after)
    {
        var source = RelocationSource.Choose(in world.Status.Mirrors[0], LegDevice, world.Copies, _causes.UnexplainedIn(world.Status), after);
        if (source.Obstacle == SourceObstacle.None)
        {
            (_asked, _askedAt) = (source, 0);
            AskSource(in world, source);
        }
        else if (source.Obstacle == SourceObstacle.NoOtherLeg)
        {
            _asked = null;
            _haveSourcesAnswered = true;
            CountRewrite(world.Settings, world.Now);
            EndRewrite(in world, RelocationInput.SourceUnreadable, heldMicroseconds: 0);
        }
        else
        {
            EndTurn(in world, RelocationVerdict.VolumeBusy);
        }
    }

    private void AskSource(in World world, in RelocationSource source)
    {
        var place = _state.Leg.BlockAtPart(_askedAt, RelocationPlanner.PlacesElsewhere);
        _program.Clear();
        _program.IsAside = true;
        _program.Read(source.Device, place.Start.Bytes, (uint)place.Length.Bytes);
        Send(in world, isRewriting: false);
        if (_id == 0)
            EndTurn(in world, RelocationVerdict.VolumeBusy);
    }

    private void TakeSourceRead(in World world, in StepReply reply)
    {
        var source = _asked!.Value;
        if (reply.Outcome == StepOutcome.Done)
            AskNextSource(in world, source.Leg);
        else if (reply.Outcome != StepOutcome.Failed || reply.FailedStep < 0 || !DiskErrors.IsRead(reply.Errno))
            EndTurn(in world, RelocationVerdict.VolumeBusy);
        else if (++_askedAt < RelocationPlanner.PlacesElsewhere)
            AskSource(in world, in source);
        else
            EndTurn(in world, RelocationVerdict.SourceSilent);
    }
}
