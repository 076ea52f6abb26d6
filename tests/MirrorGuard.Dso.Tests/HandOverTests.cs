using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>
/// A bug in managed code costs the handling of one device: dmeventd lives, and the device goes to
/// the stock DSO for the rest of its registration (DESIGN, I5).
/// </summary>
public sealed class HandOverTests
{
    private const string StockSeesFault = "stock event vg-lv 200 " + StatusLine.SecondaryDead;
    private const string TakesOver = "log 4 LVM's own mirror DSO looks after vg-lv from now on";

    [Theory]
    [InlineData("start:exception")]
    [InlineData("start:null")]
    [InlineData("start:memory")]
    [InlineData("start:abort")]
    [InlineData("register:exception")]
    [InlineData("register:null")]
    [InlineData("register:memory")]
    public void A_device_that_managed_code_cannot_take_is_the_stock_DSOs_from_the_start(string sabotage)
    {
        using HostProcess host = HostProcess.Start(PluginFile.Sabotaged, sabotage);

        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.WaitFor("stock register vg-lv LVM-vg-lv 254:7");
        host.WaitFor(TakesOver);
        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor(StockSeesFault);
        host.Unregister("a");

        host.Count("stock unregister vg-lv LVM-vg-lv 254:7").Should().Be(1);
        host.Count("lvm>").Should().Be(0);
        host.EndsWell();
    }

    [Theory]
    [InlineData("process_event:exception")]
    [InlineData("process_event:null")]
    [InlineData("process_event:memory")]
    public void A_device_that_managed_code_fails_at_is_handed_over_with_the_status_it_failed_at(string sabotage)
    {
        using HostProcess host = HostProcess.Start(PluginFile.Sabotaged, sabotage);
        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.Count("stock").Should().Be(0);

        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.Count("stock register vg-lv").Should().Be(1);
        host.Count(StockSeesFault).Should().Be(1);

        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.Count(StockSeesFault).Should().Be(2);
        host.Unregister("a");
        host.Count("stock unregister vg-lv").Should().Be(1);
        host.EndsWell();
    }

    [Theory]
    [InlineData("work:exception")]
    [InlineData("work:null")]
    [InlineData("work:memory")]
    public void A_device_whose_repair_fails_by_a_bug_is_handed_over_with_its_status(string sabotage)
    {
        using HostProcess host = HostProcess.Start(PluginFile.Sabotaged, sabotage);
        host.Register("a", "vg-lv", StatusLine.Healthy);

        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor("stock register vg-lv");
        host.WaitFor(StockSeesFault);

        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor(StockSeesFault, 2);
        host.Unregister("a");
        host.Count("stock unregister vg-lv").Should().Be(1);
        host.EndsWell();
    }

    [Fact]
    public void A_bug_says_where_it_is()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Sabotaged, "process_event:exception");
        host.Register("a", "vg-lv", StatusLine.Healthy);

        host.Event("a", "vg-lv", StatusLine.Healthy);

        host.WaitFor("log 3 a bug in MirrorGuard: System.InvalidOperationException: sabotage");
        host.Lines.Should().Contain(line => line.Contains("a bug in MirrorGuard:    at MirrorGuard.Plugin."));
        host.EndsWell();
    }

    [Fact]
    public void Other_devices_stay_with_MirrorGuard()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Sabotaged, "process_event:exception");
        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.Register("b", "vg-b", StatusLine.Healthy);
        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor("stock register vg-lv");

        host.Tell($"plan vg/c 0 vg-c {StatusLine.Repaired}");
        host.Register("c", "vg-c", StatusLine.SecondaryDead);
        host.WaitFor("log 5 vg/c: repaired:");
        host.Unregister("b");
        host.Unregister("c");

        host.Count("stock register").Should().Be(1);
        host.Count("stock unregister").Should().Be(0);
        host.EndsWell();
    }

    [Fact]
    public void A_device_that_was_handed_over_is_taken_again_when_it_is_registered_again()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Sabotaged, "process_event:exception");
        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.Unregister("a");

        host.Tell($"plan vg/lv 0 vg-lv {StatusLine.Repaired}");
        host.Register("b", "vg-lv", StatusLine.SecondaryDead);

        host.WaitFor("log 5 vg/lv: repaired:");
        host.EndsWell();
    }

    [Fact]
    public void A_runtime_that_finds_no_memory_leaves_every_device_to_the_stock_DSO()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Tell("limit 16777216");
        host.WaitFor("limited");

        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.Register("b", "vg-b", StatusLine.Healthy);
        host.WaitFor("log 3 MirrorGuard's managed code could not start");
        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor(StockSeesFault);
        host.Unregister("a");
        host.Unregister("b");

        host.Count("stock unregister").Should().Be(2);
        host.EndsWell();
    }
}
