using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>Takes half a minute, nearly all of it waiting; a class of its own, so that it runs beside the others.</summary>
[Trait("Duration", "slow")]
public sealed class PatienceTests
{
    [Fact]
    public void A_repair_that_never_helps_ends_with_a_call_for_a_person_after_five_tries()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.Tell($"plan vg/lv 1000 vg-lv {StatusLine.Repaired}");

        host.Event("a", "vg-lv", StatusLine.SecondaryDead);

        host.WaitFor("(3 of 5 tries)");
        host.WaitFor("log 3 vg/lv: NEEDS A PERSON: LVM's repair failed 5 times");
        host.Count("lvm>").Should().Be(5);
        host.EndsWell();
    }
}
