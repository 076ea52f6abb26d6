using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>Registrations that overlap, end early, or are refused.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void A_device_that_is_registered_again_during_its_repair_is_repaired_once_and_stays_monitored()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("old", "vg-lv", StatusLine.Healthy);
        host.Tell("hold 1");
        host.Event("old", "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor("lvm>");

        host.Register("new", "vg-lv", StatusLine.SecondaryDead);
        host.Tell("unregister old");
        host.Tell("finish 1 vg-lv mirror 2 254:3 254:8 512/512 1 AA 3 disk 254:2 A");
        host.WaitFor("returned unregister old");
        host.WaitFor("log 5 vg/lv: repaired: 2 legs");
        host.Count("lvm>").Should().Be(1);

        host.Event("new", "vg-lv", "mirror 2 254:8 254:9 510/512 1 AD 3 disk 254:2 A");
        host.WaitFor("lvm>", 2);
        host.Tell($"finish 1 vg-lv {StatusLine.Repaired}");
        host.WaitFor("log 5 vg/lv: repaired:", 2);
        host.Unregister("new");
        host.EndsWell();
    }

    /// <summary>dmeventd may exit as soon as its last device is unregistered, and would cut LVM off in the middle.</summary>
    [Fact]
    public void An_unregistration_waits_for_the_repair_and_leaves_LVM_its_handle_meanwhile()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.Register("b", "vg-b", StatusLine.Healthy);
        host.Tell("hold 1");
        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor("lvm>");

        host.Tell("unregister a");
        host.Event("b", "vg-b", StatusLine.Healthy);
        host.Count("returned unregister a").Should().Be(0, "the repair is still inside");
        host.Count("references=0").Should().Be(0);

        host.Tell($"finish 1 vg-lv {StatusLine.Repaired}");
        host.WaitFor("returned unregister a");
        host.Unregister("b");
        host.WaitFor("lvm exit references=0");
        host.EndsWell();
    }

    [Fact]
    public void Every_registration_gives_its_reference_on_LVM_back()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        foreach (string label in (string[])["a", "b", "c"])
            host.Register(label, "vg-" + label, StatusLine.Healthy);
        host.WaitFor("lvm init references=3");

        foreach (string label in (string[])["b", "a", "c"])
            host.Unregister(label);

        host.WaitFor("lvm exit references=0");
        host.EndsWell();
    }

    [Fact]
    public void A_device_that_is_none_of_LVMs_is_refused_in_one_clear_line()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Tell($"status notlvm {StatusLine.Healthy}");
        host.Tell("register a notlvm");

        host.WaitFor("returned register a ").Should().Contain("register a 0");
        host.Lines.Should().ContainSingle(line => line.StartsWith("log ", System.StringComparison.Ordinal))
            .Which.Should().StartWith("log 3 notlvm cannot be monitored: LVM gives no such name");
        host.Count("stock").Should().Be(0);
        host.Unregister("a");
        host.EndsWell();
    }
}
