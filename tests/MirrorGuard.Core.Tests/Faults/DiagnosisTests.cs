using System;
using System.Collections.Generic;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Status;

using Xunit;

namespace MirrorGuard.Core.Tests.Faults;

public sealed class DiagnosisTests
{
    private static readonly CopyKnowledge Nothing = new(WasFullySynced: false);
    private static readonly CopyKnowledge WasSynced = new(WasFullySynced: true);

    [Theory]
    [InlineData("AA", "32/32", Verdict.InSync)]
    [InlineData("AA", "31/32", Verdict.Resyncing)]
    [InlineData("AR", "32/32", Verdict.ReadFailed)]
    [InlineData("RA", "3/32", Verdict.ReadFailed)]
    [InlineData("AS", "31/32", Verdict.SyncFailed)]
    [InlineData("RS", "31/32", Verdict.SyncFailed)]
    [InlineData("AD", "3/32", Verdict.Repairable)]
    [InlineData("AF", "32/32", Verdict.Repairable)]
    [InlineData("AU", "32/32", Verdict.Repairable)]
    [InlineData("DA", "32/32", Verdict.Repairable)]
    [InlineData("DA", "31/32", Verdict.NoCompleteLeg)]
    [InlineData("RDA", "31/32", Verdict.NoCompleteLeg)]
    [InlineData("DD", "31/32", Verdict.NoGoodLeg)]
    [InlineData("RD", "32/32", Verdict.NoGoodLeg)]
    [InlineData("DS", "3/32", Verdict.NoGoodLeg)]
    public void Without_memory_the_status_alone_decides(string letters, string ratio, Verdict expected) =>
        Diagnosis.Of(Lines.Device(Lines.Mirror(letters, ratio)), Nothing).Verdict.Should().Be(expected);

    [Fact]
    public void Every_combination_of_letters_log_ratio_and_memory_agrees_with_the_rules_read_literally()
    {
        foreach (var (letters, ratio, log, copies) in Combinations())
        {
            var line = Lines.Mirror(letters, ratio, log);

            var seen = Diagnosis.Of(Lines.Device(line), copies);

            seen.Verdict.Should().Be(LiteralRules(letters, ratio == "32/32", log, copies), "of {0} with {1}", line, copies);
            seen.HasDeadComponent.Should().Be(seen.Verdict is Verdict.Repairable or Verdict.NoCompleteLeg or Verdict.NoGoodLeg);
        }
    }

    [Fact]
    public void Every_verdict_is_reachable()
    {
        var gone = new DeviceStatus();
        gone.MarkGone();
        var unreadable = new DeviceStatus();
        unreadable.MarkUnreadable("no memory");
        var devices = new[] { gone, unreadable, new DeviceStatus(), Lines.Device("nonsense") }
            .Concat(Combinations().Select(one => Lines.Device(Lines.Mirror(one.Letters, one.Ratio, one.Log))));

        devices.Select(device => Diagnosis.Of(device, Nothing).Verdict).Distinct().Order().Should().Equal(Enum.GetValues<Verdict>());
    }

    [Fact]
    public void A_dead_primary_is_repairable_only_from_memory_once_regions_are_out_of_sync()
    {
        var seen = Diagnosis.Of(Lines.Device(Lines.Mirror("DA", "31/32")), WasSynced);

        seen.Verdict.Should().Be(Verdict.Repairable);
        seen.RestsOnMemory.Should().BeTrue();
    }

    [Theory]
    [InlineData("AD", "3/32")]
    [InlineData("DA", "32/32")]
    [InlineData("DD", "31/32")]
    public void Memory_is_not_called_upon_where_the_status_suffices(string letters, string ratio) =>
        Diagnosis.Of(Lines.Device(Lines.Mirror(letters, ratio)), WasSynced).RestsOnMemory.Should().BeFalse();

    [Theory]
    [InlineData("DA", DeadParts.SecondaryLeg, Verdict.NoCompleteLeg)]
    [InlineData("DA", DeadParts.PrimaryLeg, Verdict.Repairable)]
    [InlineData("AD", DeadParts.SecondaryLeg, Verdict.Repairable)]
    [InlineData("AD", DeadParts.PrimaryLeg, Verdict.NoCompleteLeg)]
    [InlineData("DDA", DeadParts.PrimaryLeg, Verdict.NoCompleteLeg)]
    public void A_leg_in_doubt_is_never_the_one_that_is_kept(string letters, DeadParts inDoubt, Verdict expected) =>
        Diagnosis.Of(Lines.Device(Lines.Mirror(letters, "32/32")), WasSynced with { InDoubt = inDoubt }).Verdict.Should().Be(expected);

    [Fact]
    public void A_dead_log_is_not_replaced_while_the_primary_is_in_doubt()
    {
        var device = Lines.Device(Lines.Mirror("AA", "32/32", "3 disk 254:9 D"));

        Diagnosis.Of(device, WasSynced with { InDoubt = DeadParts.PrimaryLeg }).Verdict.Should().Be(Verdict.NoCompleteLeg);
    }

    [Fact]
    public void The_worst_of_several_mirrors_is_the_verdict()
    {
        var good = Lines.Mirror("AA", "32/32");

        Diagnosis.Of(Lines.Device(good, Lines.Mirror("AD", "1/2"), good), Nothing).Verdict.Should().Be(Verdict.Repairable);
        Diagnosis.Of(Lines.Device(Lines.Mirror("DD", "1/2"), Lines.Mirror("AD", "1/2")), Nothing).Verdict.Should().Be(Verdict.NoGoodLeg);
        Diagnosis.Of(Lines.Device(good, "nonsense"), Nothing).Verdict.Should().Be(Verdict.Unknown);
    }

    [Fact]
    public void A_device_is_in_sync_when_every_mirror_is()
    {
        var good = Lines.Mirror("AA", "32/32");

        Diagnosis.Of(Lines.Device(good, good), Nothing).IsFullySynced.Should().BeTrue();
        Diagnosis.Of(Lines.Device(good, Lines.Mirror("AA", "31/32")), Nothing).IsFullySynced.Should().BeFalse();
        Diagnosis.Of(new DeviceStatus(), Nothing).IsFullySynced.Should().BeFalse();
    }

    [Fact]
    public void A_log_whose_daemon_is_silent_makes_no_volume_in_sync()
    {
        var seen = Diagnosis.Of(Lines.Device(Lines.Mirror("AA", "32/32", "userspace 1 COM_FAILURE")), Nothing);

        seen.Should().Match<Diagnosis>(diagnosis => diagnosis.Verdict == Verdict.LogUnreachable && !diagnosis.IsFullySynced);
    }

    [Fact]
    public void A_fault_is_told_from_another_by_part_and_letter_and_a_layout_by_its_parts()
    {
        var first = Diagnosis.Of(Lines.Device(Lines.Mirror("AD", "31/32")), Nothing);
        var later = Diagnosis.Of(Lines.Device(Lines.Mirror("AD", "30/32")), Nothing);
        var other = Diagnosis.Of(Lines.Device(Lines.Mirror("AF", "31/32")), Nothing);
        var others = Diagnosis.Of(Lines.Device(Lines.Mirror("ADA", "31/32")), Nothing);

        later.Faults.Should().Be(first.Faults);
        other.Faults.Should().NotBe(first.Faults);
        other.Layout.Should().Be(first.Layout);
        others.Layout.Should().NotBe(first.Layout);
        Diagnosis.Of(Lines.Device(Lines.Mirror("AA", "31/32")), Nothing).Faults.Should().Be(0);
    }

    private static Verdict LiteralRules(string letters, bool inSync, string log, CopyKnowledge copies)
    {
        var deadLog = log.EndsWith(" D", StringComparison.Ordinal) || log.EndsWith(" F", StringComparison.Ordinal);
        if (!letters.Any(IsDead) && !deadLog)
        {
            return log.EndsWith("COM_FAILURE", StringComparison.Ordinal) ? Verdict.LogUnreachable
                : letters.Contains('S', StringComparison.Ordinal) ? Verdict.SyncFailed
                : letters.Contains('R', StringComparison.Ordinal) ? Verdict.ReadFailed
                : inSync ? Verdict.InSync : Verdict.Resyncing;
        }
        var kept = letters.IndexOf('A', StringComparison.Ordinal);
        if (kept < 0)
            return Verdict.NoGoodLeg;
        var isComplete = kept == 0
            ? (copies.InDoubt & DeadParts.PrimaryLeg) == 0
            : (copies.InDoubt & DeadParts.SecondaryLeg) == 0 && (letters.Length == 2 || copies.InDoubt == DeadParts.None) && (copies.WasFullySynced || (inSync && copies.InDoubt == DeadParts.None));
        return isComplete ? Verdict.Repairable : Verdict.NoCompleteLeg;
    }

    private static bool IsDead(char letter) => letter is 'D' or 'F' or 'U';

    private static IEnumerable<(string Letters, string Ratio, string Log, CopyKnowledge Copies)> Combinations() =>
        from legs in Enumerable.Range(1, 3)
        from letters in Words(legs)
        from ratio in new[] { "32/32", "31/32", "0/32" }
        from log in new[] { "1 core", "3 disk 254:9 A", "3 disk 254:9 D", "3 disk 254:9 F", "3 clustered-disk 254:9 D", "userspace 1 COM_FAILURE" }
        from wasSynced in new[] { false, true }
        from inDoubt in new[] { DeadParts.None, DeadParts.PrimaryLeg, DeadParts.SecondaryLeg, DeadParts.Legs }
        select (letters, ratio, log, new CopyKnowledge(wasSynced, inDoubt));

    private static IEnumerable<string> Words(int length) => length == 0
        ? [""]
        : from rest in Words(length - 1) from letter in "AFDSRU" select rest + letter;
}
