using System.Linq;
using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>Which faults LVM is asked to repair, and how it is asked.</summary>
public sealed class RepairTests
{
    [Theory]
    [InlineData("mirror 2 254:3 254:4 510/512 1 AD 3 disk 254:2 A")]
    [InlineData("mirror 2 254:3 254:4 510/512 1 AF 3 disk 254:2 A")]
    [InlineData("mirror 2 254:3 254:4 510/512 1 AU 3 disk 254:2 A")]
    [InlineData("mirror 2 254:3 254:4 510/512 1 DA 3 disk 254:2 A")]
    [InlineData("mirror 2 254:3 254:4 512/512 1 AA 3 disk 254:2 D")]
    [InlineData("mirror 2 254:3 254:4 512/512 1 AA 3 disk 254:2 F")]
    public void A_dead_leg_or_log_is_repaired_by_LVM_with_its_own_policy(string status)
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "my--vg-my--lv", StatusLine.Healthy);
        host.Tell($"plan my-vg/my-lv 0 my--vg-my--lv {StatusLine.Repaired}");

        host.Event("a", "my--vg-my--lv", status);

        host.WaitFor("log 5 my-vg/my-lv: repaired:");
        host.Lines.Where(line => line.StartsWith("lvm>", System.StringComparison.Ordinal))
            .Should().Equal("lvm> lvconvert --repair --use-policies my-vg/my-lv");
        host.EndsWell();
    }

    [Theory]
    [InlineData("mirror 2 254:3 254:4 512/512 1 AA 3 disk 254:2 A", "in sync")]
    [InlineData("mirror 2 254:3 254:4 512/512 1 AR 3 disk 254:2 A", "read")]
    [InlineData("mirror 2 254:3 254:4 511/512 1 AS 3 disk 254:2 A", "sync")]
    [InlineData("mirror 2 254:3 254:4 510/512 1 DD 3 disk 254:2 A", "NEEDS A PERSON: every leg failed")]
    [InlineData("gone", "")]
    [InlineData("empty", "")]
    public void Nothing_is_repaired_where_a_repair_would_not_help_or_would_lose_data(string status, string words)
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", "mirror 2 254:3 254:4 100/512 1 AA 3 disk 254:2 A");
        host.Event("a", "vg-lv", StatusLine.Healthy);

        host.Event("a", "vg-lv", status);

        host.Lines.Should().Contain(line => line.Contains(words));
        ProveWorkerPassed(host);
        host.Count("lvm>").Should().Be(1, "only the other volume is repaired");
        host.EndsWell();
    }

    [Fact]
    public void A_primary_that_dies_before_the_volume_was_ever_in_sync_is_left_to_a_person()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", "mirror 2 254:3 254:4 100/512 1 AA 3 disk 254:2 A");

        host.Event("a", "vg-lv", "mirror 2 254:3 254:4 100/512 1 DA 3 disk 254:2 A");

        host.WaitFor("log 3 vg/lv: NEEDS A PERSON: no leg that a repair would keep");
        ProveWorkerPassed(host);
        host.Count("lvm>").Should().Be(1, "only the other volume is repaired");
        host.EndsWell();
    }

    [Fact]
    public void A_fault_that_is_there_before_the_registration_is_repaired()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Tell($"plan vg/lv 0 vg-lv {StatusLine.Repaired}");

        host.Register("a", "vg-lv", StatusLine.SecondaryDead);

        host.WaitFor("lvm> lvconvert --repair --use-policies vg/lv");
        host.WaitFor("repaired:");
        host.EndsWell();
    }

    [Fact]
    public void A_repair_that_fails_is_tried_again_after_a_pause()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.Tell($"plan vg/lv 1 vg-lv {StatusLine.Repaired}");

        host.Event("a", "vg-lv", StatusLine.SecondaryDead);

        host.WaitFor("log 4 vg/lv: the repair did not help; it is tried again in 2 s (1 of 5 tries)");
        host.WaitFor("log 5 vg/lv: repaired:");
        host.Count("lvm>").Should().Be(2);
        host.EndsWell();
    }

    /// <summary>The worker takes what is due the longest first: once it repaired another volume, it had passed the one in question.</summary>
    private static void ProveWorkerPassed(HostProcess host)
    {
        host.Tell($"plan vg/other 0 vg-other {StatusLine.Repaired}");
        host.Register("other", "vg-other", StatusLine.SecondaryDead);
        host.WaitFor("log 5 vg/other: repaired:");
    }
}
