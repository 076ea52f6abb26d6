using System;
using System.Globalization;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;
using Xunit.Abstractions;

namespace MirrorGuard.Lab.Tests.Waiting;

/// <summary>A leg that dies and comes back, over and over: each time is like the first.</summary>
[Trait("Needs", "root")]
public sealed class FlapTests(ITestOutputHelper output)
{
    /// <summary><c>./build.sh soak</c> asks for more.</summary>
    private static readonly int Flaps =
        int.Parse(Environment.GetEnvironmentVariable("MIRRORGUARD_FLAPS") ?? "3", CultureInfo.InvariantCulture);

    /// <summary>Neither patience nor the count of resyncs ends it; see the sample mirrorguard.conf for what would.</summary>
    private const string Patient = "leg_grace = 604800\nmax_out_of_sync = 100\nsync_retries = 1000\nprobe_interval_max = 1";

    private const int LongestOutageMilliseconds = 1000;

    private const int Seed = 1;

    /// <summary>Flushes fail too: the leg of the harder kind.</summary>
    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_leg_that_flaps_loses_nothing_and_is_filled_each_time(string image)
    {
        var random = new Random(Seed);
        using MirrorLab lab = WaitingLab.Start(image, Patient, "loop_disks 4");
        lab.Do("make_mirror_on vg/lv 8 pd1 pd2 pd3");

        for (int flap = 1; flap <= Flaps; flap++)
        {
            string outage = (random.Next(LongestOutageMilliseconds) / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
            lab.Do($"""
                writer_start vg-lv -f
                release vg/lv disk_flaky
                pause {outage}
                """);
            string figures = lab.Ask("""
                comes_back vg/lv
                measured redundant_us $(since_fault_us)
                dmeventd_memory
                """);
            WriterSummary writer = WriterSummary.Stop(lab);

            output.WriteLine($"{flap}: out {outage} s, {writer.Writes} writes, longest {writer.LongestMilliseconds} ms, {figures.ReplaceLineEndings(", ")}");
            writer.Errors.Should().Be(0, "of flap {0}", flap);
            lab.Do("wait_for 20 is_redundant vg/lv; legs_are_identical vg/lv; legs_hold_all_writes vg/lv 8; monitored vg/lv");
        }
    }
}
