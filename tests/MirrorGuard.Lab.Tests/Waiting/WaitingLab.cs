using FluentAssertions;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Tests.Waiting;

/// <summary>What all scenarios of a leg that is waited for begin and end with.</summary>
internal static class WaitingLab
{
    /// <summary>Its disk is asked for every second, so that a scenario is over soon; the writer may get through the whole volume.</summary>
    private const string AskOften = "probe_interval_max = 1\nmax_out_of_sync = 100";

    /// <summary>A volume that is written to, 16 MiB; <c>vg/lv</c> unless the scenario makes others.</summary>
    internal const string WrittenMirror = "make_mirror vg/lv 16; writer_start vg-lv -f\n";

    /// <summary>Four disks without a write cache: a dead one fails reads and writes.</summary>
    internal static MirrorLab Start(string image, string faults = AskOften, string disks = "ram_disks 4") =>
        Cases.StartWaiting(image, faults, disks);

    /// <summary>
    /// The writer never saw an error, the legs hold the same, and each has everything that was acknowledged.
    /// </summary>
    internal static void NothingIsLost(MirrorLab lab, string volume = "vg/lv")
    {
        WriterSummary.Stop(lab).Errors.Should().Be(0);
        lab.Do($"wait_for 30 is_redundant {volume}; legs_are_identical {volume}; legs_hold_all_writes {volume} 16");
    }

    /// <summary>The same for a volume that was repaired: there is one copy left.</summary>
    internal static void NothingIsLostAfterRepair(MirrorLab lab)
    {
        lab.Do("writes_proceed");
        WriterSummary.Stop(lab).Errors.Should().Be(0);
        lab.Do("volume_holds_all_writes vg/lv 16");
    }
}
