using System.Linq;
using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>
/// Events while LVM's repair is still inside: the fake LVM holds it until the test lets it end, so
/// what is said meanwhile did not wait for it, however slow the machine is.
/// </summary>
public sealed class EventTests
{
    private const string OtherLegDead = "mirror 2 254:3 254:5 510/512 1 AD 3 disk 254:2 A";

    [Fact]
    public void Process_event_returns_while_the_repair_it_caused_still_runs()
    {
        using HostProcess host = WithRepairInside("a");

        host.Event("a", "vg-lv", StatusLine.SecondaryDead);

        host.Count("lvm<").Should().Be(0);
        host.Tell($"finish 1 vg-lv {StatusLine.Repaired}");
        host.WaitFor("repaired:");
        host.EndsWell();
    }

    [Fact]
    public void An_event_that_arrives_during_a_repair_is_not_lost()
    {
        using HostProcess host = WithRepairInside("a");

        host.Event("a", "vg-lv", OtherLegDead);
        host.Tell("finish 1 vg-lv " + OtherLegDead);

        host.WaitFor("lvm>", 2);
        host.Tell($"finish 1 vg-lv {StatusLine.Repaired}");
        host.WaitFor("repaired:");
        host.EndsWell();
    }

    [Fact]
    public void A_repair_of_one_volume_delays_no_event_of_another()
    {
        using HostProcess host = WithRepairInside("a");

        host.Register("b", "vg-b", StatusLine.Healthy);
        host.Event("b", "vg-b", "mirror 2 254:13 254:14 512/512 1 AR 3 disk 254:12 A");

        host.Lines.Should().Contain(line => line.StartsWith("log 4 vg/b: ", System.StringComparison.Ordinal));
        host.Count("lvm<").Should().Be(0);
        host.Tell($"finish 1 vg-lv {StatusLine.Repaired}");
        host.WaitFor("repaired:");
        host.EndsWell();
    }

    [Fact]
    public void Eight_volumes_that_fail_at_once_are_each_repaired_once()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        string[] volumes = [.. Enumerable.Range(1, 8).Select(number => $"lv{number}")];
        foreach (string volume in volumes)
        {
            host.Register(volume, $"vg-{volume}", StatusLine.Healthy);
            host.Tell($"plan vg/{volume} 0 vg-{volume} {StatusLine.Repaired}");
        }
        host.Tell("hold 1");

        foreach (string volume in volumes)
        {
            host.Tell($"status vg-{volume} {StatusLine.SecondaryDead}");
            host.Tell($"event {volume}");
        }
        foreach (string volume in volumes)
            host.WaitFor($"returned event {volume} ");
        host.WaitFor("lvm>");
        string first = host.Lines.First(line => line.StartsWith("lvm>", System.StringComparison.Ordinal)).Split('/')[^1];
        host.Tell("hold 0");
        host.Tell($"finish 1 vg-{first} {StatusLine.Repaired}");

        foreach (string volume in volumes)
            host.WaitFor($"log 5 vg/{volume}: repaired:");
        host.Count("lvm>").Should().Be(8);
        host.EndsWell();
    }

    [Theory]
    [InlineData("mirror 2 254:3 nonsense 512/512 1 AA 1 core")]
    [InlineData("mirror 2 254:3 254:4 512/512 1 AX 1 core")]
    [InlineData("mirror 2 254:3")]
    public void A_status_that_is_not_understood_is_logged_as_it_stands_and_nothing_is_done(string status)
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", StatusLine.Healthy);

        host.Event("a", "vg-lv", status);

        string parameters = status["mirror ".Length..];
        string said = host.WaitFor("log 3 vg/lv: NEEDS A PERSON: the kernel's status is not understood");
        said.Should().Contain($"\"{parameters}\"").And.MatchRegex("[0-9]+.*expected|expected.*[0-9]+");
        host.Count("lvm>").Should().Be(0);
        host.EndsWell();
    }

    [Fact]
    public void Per_cent_signs_in_a_status_mean_nothing_to_the_log()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", StatusLine.Healthy);

        host.Event("a", "vg-lv", "mirror %s%n%s%n%s%n");

        host.WaitFor("%s%n%s%n%s%n");
        host.EndsWell();
    }

    /// <summary>A host with one volume whose repair has begun and does not end.</summary>
    private static HostProcess WithRepairInside(string label)
    {
        HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register(label, "vg-lv", StatusLine.Healthy);
        host.Tell("hold 1");
        host.Event(label, "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor("lvm> lvconvert --repair --use-policies vg/lv");
        return host;
    }
}
