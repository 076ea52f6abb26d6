using FluentAssertions;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

/// <summary>
/// Found by the simulation: what writes wait for changes its letter, or another part fails, and each time they were held for as long
/// again as they may be at all.
/// </summary>
public sealed class HeldWritesTests
{
    private const string InSync = "2 254:1 254:2 32/32 1 AA 3 disk 254:3 A";
    private const string CopyFailed = "2 254:1 254:2 31/32 1 AS 3 disk 254:3 A";
    private const string WriteFailed = "2 254:1 254:2 30/32 1 AD 3 disk 254:3 A";
    private const string LogFailed = "2 254:1 254:2 30/32 1 AA 3 disk 254:3 D";

    private static readonly FaultSettings Settings = new();

    private readonly FaultDriver _device = new() { CanRelease = false };

    [Fact]
    public void A_write_that_fails_where_a_copy_had_failed_before_is_held_no_longer_than_that()
    {
        _device.Step(InputKind.Event, CopyFailed).Report.Should().Be(Report.WaitsForLeg);
        HoldAlmostToTheEnd(CopyFailed);
        _device.Step(InputKind.Event, WriteFailed);
        _device.Step(InputKind.Due, WriteFailed).Report.Should().Be(Report.Held);
        _device.Step(InputKind.ProbeBad, WriteFailed);

        _device.Wait(Settings.WriteHold / 4);

        _device.Step(InputKind.Due, WriteFailed).Should().Be((Work.ComeBackWhenDue, Report.RepairFollows));
    }

    [Fact]
    public void A_log_that_fails_while_writes_wait_for_a_leg_does_not_make_them_wait_longer()
    {
        _device.Step(InputKind.Event, WriteFailed).Report.Should().Be(Report.Held);
        HoldAlmostToTheEnd(WriteFailed);
        _device.Step(InputKind.Due, LogFailed).Report.Should().Be(Report.Held);
        _device.Step(InputKind.ProbeBad, LogFailed);

        _device.Wait(Settings.WriteHold / 4);

        _device.Step(InputKind.Due, LogFailed).Should().Be((Work.ComeBackWhenDue, Report.RepairFollows));
    }

    [Fact]
    public void What_fails_when_writes_were_held_long_enough_is_repaired_at_once()
    {
        _device.Step(InputKind.Event, CopyFailed);
        _device.Wait(Settings.WriteHold);

        _device.Step(InputKind.Due, WriteFailed).Should().Be((Work.ComeBackWhenDue, Report.RepairFollows));
    }

    [Fact]
    public void A_leg_that_was_well_in_between_is_held_for_anew()
    {
        _device.Step(InputKind.Event, CopyFailed);
        HoldAlmostToTheEnd(CopyFailed);
        _device.Step(InputKind.Due, InSync).Report.Should().Be(Report.InSync);
        _device.State.Outage.Should().Be(default(Outage));
        _device.Wait(Settings.WriteHold);

        _device.Step(InputKind.Event, WriteFailed).Should().Be((Work.Probe, Report.Held));
    }

    [Fact]
    public void A_leg_that_was_filled_again_is_held_for_anew()
    {
        _device.Step(InputKind.Event, WriteFailed);
        _device.Step(InputKind.ProbeBad, WriteFailed);
        _device.WaitUntilDue();
        _device.Step(InputKind.Due, WriteFailed);
        _device.Step(InputKind.ProbeGood, WriteFailed).Work.Should().Be(Work.Reload);
        _device.Step(InputKind.Swapped, InSync).Report.Should().Be(Report.Refilling);
        _device.WaitUntilDue();
        _device.Step(InputKind.Due, InSync).Report.Should().Be(Report.Recovered);
        _device.Wait(Settings.WriteHold);

        _device.Step(InputKind.Event, WriteFailed).Should().Be((Work.Probe, Report.Held));
    }

    private void HoldAlmostToTheEnd(string status)
    {
        _device.Step(InputKind.ProbeBad, status);
        _device.Wait(Settings.WriteHold * 3 / 4);
        _device.Step(InputKind.Due, status);
        _device.Step(InputKind.ProbeBad, status);
    }
}
