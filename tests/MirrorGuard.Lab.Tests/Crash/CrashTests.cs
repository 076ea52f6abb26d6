using System;
using System.Globalization;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;
using Xunit.Abstractions;

namespace MirrorGuard.Lab.Tests.Crash;

/// <summary>I1: whenever the machine stops, stock LVM reads back the last write that was acknowledged.</summary>
[Trait("Needs", "root")]
public sealed class CrashTests(ITestOutputHelper output)
{
    /// <summary>Over all scenarios.</summary>
    private const int FewestCrashes = 10;

    /// <summary>Of each scenario; <c>./build.sh soak</c> asks for more.</summary>
    private static readonly int Rounds = Number("MIRRORGUARD_CRASHES", 1);

    /// <summary>Where the seeds begin: another number gives other rounds.</summary>
    private static readonly int FirstSeed = Number("MIRRORGUARD_CRASH_SEED", 1);

    /// <summary>"stock" shows whether a loss is the kernel's and LVM's own.</summary>
    private static readonly string Library = Environment.GetEnvironmentVariable("MIRRORGUARD_CRASH_LIBRARY") ?? "mirrorguard";

    public static TheoryData<string, int> All
    {
        get
        {
            var rounds = new TheoryData<string, int>();
            int scenarios = CrashScenario.All.Count;
            for (var crash = 0; crash < int.Max(FewestCrashes, Rounds * scenarios); crash++)
                rounds.Add(CrashScenario.All[crash % scenarios].Name, FirstSeed + (crash / scenarios));
            return rounds;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void What_was_acknowledged_before_a_crash_is_read_after_it(string scenario, int seed)
    {
        CrashRound round = CrashRound.Draw(CrashScenario.Named(scenario), seed);
        output.WriteLine(round.ToString());

        using var lab = new CrashLab();
        lab.Crash(round, Library);
        output.WriteLine($"{lab.Acknowledged} acknowledged, {lab.Failed} failed");
        output.WriteLine(lab.DmeventdLog);
        output.WriteLine(lab.StepsLog);

        output.WriteLine("result: " + lab.RebootAndCompare(round));
    }

    /// <summary>
    /// What this project must never do: the dead primary is left behind, and its disk is back after
    /// the crash. The comparison sees the loss, or it sees none at all.
    /// </summary>
    [Fact]
    public void A_volume_that_lost_writes_is_found_out()
    {
        var naive = new CrashScenario("naive", "mode = \"observe\"", "pd1", """
            lvchange --monitor n vg/lv
            FAULT
            wait_for 10 has_failed_leg vg/lv
            table=$(dmsetup table vg-lv)
            dmsetup load vg-lv --table "${table/1 handle_errors/2 handle_errors keep_log}"
            dmsetup resume --noflush --nolockfs vg-lv
            writes_proceed
            """, "", 500);
        var round = new CrashRound(
            naive, 0, GuestImage.Debian12, "disk_kill pd1", "-f", null, 0, 500, IsAbsent: false, IsMonitored: false);

        using var lab = new CrashLab();
        lab.Crash(round, "stock");
        Action compare = () => lab.RebootAndCompare(round);

        // As the guest says it: every failure quotes the script.
        compare.Should().Throw<LabException>().WithMessage("*lab: writes are lost after activation (plain)*");
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
