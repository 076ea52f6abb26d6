using System.Linq;

using FluentAssertions;

using MirrorGuard.Lab.Demo;

using Xunit;

namespace MirrorGuard.Lab.Tests.Demo;

public sealed class TimelineTests
{
    private const long FaultUs = 1_000_000;

    [Fact]
    public void Kernel_messages_are_placed_by_the_mark_of_the_fault()
    {
        var timeline = new Timeline(FaultUs);

        timeline.AddKernelMessages(["[   11.760000] lab: pd2 becomes error", "[   11.990000] Buffer I/O error on dev dm-1"]);

        timeline.Entries.Should().Equal(new TimelineEntry(FaultUs + 230_000, Voice.Kernel, "Buffer I/O error on dev dm-1"));
    }

    [Fact]
    public void A_run_of_one_step_of_LVM_is_one_entry()
    {
        var timeline = new Timeline(FaultUs);

        timeline.AddDmeventdLog("""
            1000001 [ 0:05] 40e106c0:lvm     Suspending vg-lv (254:7)
            1000002 [ 0:05] 40e106c0:lvm     Suspending vg-lv_mlog (254:4)
            1000003 [ 0:05] 40e106c0:lvm     Resuming vg-lv_mlog (254:4).
            """);

        timeline.Entries.Select(entry => entry.Text).Should().Equal(
            "Suspending vg-lv (254:7), vg-lv_mlog (254:4)",
            "Resuming vg-lv_mlog (254:4)");
    }

    [Fact]
    public void What_was_before_the_fault_or_said_already_is_left_out()
    {
        var timeline = new Timeline(FaultUs);

        timeline.AddStatuses(["999999 0 8 mirror before", "1000001 0 8 linear ", "1000002 0 8 linear"]);

        timeline.Entries.Should().Equal(new TimelineEntry(FaultUs + 1, Voice.Kernel, "status: 0 8 linear"));
    }
}
