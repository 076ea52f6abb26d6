using FluentAssertions;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Tests.Faults;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

/// <summary>A part that is waited for and does not come back in time: LVM repairs, whatever the letters say by then.</summary>
public sealed class EndOfPatienceTests
{
    private const string InSync = "2 254:1 254:2 32/32 1 AA 3 disk 254:3 A";
    private const string SecondaryDead = "2 254:1 254:2 31/32 1 AD 3 disk 254:3 A";
    private const string CopyFailed = "2 254:1 254:2 31/32 1 AS 3 disk 254:3 A";

    private static readonly FaultSettings Settings = new();

    private DeviceState _state = DeviceState.Registered;
    private Instant _now = new(1_000_000);
    private Arrangement _arrangement = Arrangement.LvmsOwn;

    public EndOfPatienceTests() => Step(InputKind.Registered, InSync);

    [Fact]
    public void A_released_leg_is_repaired_even_if_nobody_wrote_and_no_letter_shows()
    {
        Step(InputKind.Event, SecondaryDead).Work.Should().Be(Work.Release);
        _arrangement = Arrangement.Released;
        Step(InputKind.Swapped, InSync).Report.Should().Be(Report.Released);

        _now += Settings.LegGrace;

        Step(InputKind.Due, InSync).Work.Should().Be(Work.ComeBackWhenDue);
        Step(InputKind.Due, InSync).Work.Should().Be(Work.Repair);
    }

    [Fact]
    public void An_answer_to_a_probe_that_comes_after_the_end_changes_nothing()
    {
        Step(InputKind.Event, SecondaryDead);
        _arrangement = Arrangement.Released;
        Step(InputKind.Swapped, SecondaryDead);
        _now += Settings.LegGrace;
        Step(InputKind.Due, SecondaryDead);
        var before = _state;

        Step(InputKind.ProbeGood, SecondaryDead).Work.Should().Be(Work.None);

        _state.Should().Be(before);
    }

    [Fact]
    public void A_failed_copy_is_waited_for_no_longer_than_writes_may_be_held()
    {
        Step(InputKind.Event, CopyFailed).Report.Should().Be(Report.WaitsForLeg);
        Step(InputKind.ProbeBad, CopyFailed);

        _now += Settings.WriteHold;

        Step(InputKind.Due, CopyFailed).Work.Should().Be(Work.ComeBackWhenDue);
    }

    [Fact]
    public void A_leg_that_fails_each_time_it_is_back_is_not_held_for_again()
    {
        var circumstances = new Circumstances(Settings, Arrangement.LvmsOwn, CanRelease: false, RecentFailures: Settings.SyncRetries + 1);

        Step(InputKind.Event, SecondaryDead, circumstances).Report.Should().Be(Report.RepairFollows);
    }

    private Decision Step(InputKind kind, string line) => Step(kind, line, new Circumstances(Settings, _arrangement, CanRelease: true, RecentFailures: 0));

    private Decision Step(InputKind kind, string line, Circumstances circumstances)
    {
        var seen = Diagnosis.Of(Lines.Device(line), _state.Repair.Copies);
        var decision = FaultPolicy.Step(in _state, new PolicyInput(kind, seen, _now, circumstances));
        _state = decision.State;
        return decision;
    }
}
