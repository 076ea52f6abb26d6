using System.Collections.Generic;
using System.Linq;
using FluentAssertions;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Settings;
using Xunit;
using static MirrorGuard.Core.Tests.Settings.Nodes;

namespace MirrorGuard.Core.Tests.Settings;

public sealed class VolumeRuleTests
{
    private static readonly VolumeName Data = new("vg0", "data");

    [Fact]
    public void A_rule_sets_keys_of_faults_and_scan_for_the_volumes_that_it_matches()
    {
        MirrorGuardSettings settings = Read(Section("volume_a", Key("match", "vg0/data"), Key("leg_grace", 30), Key("enabled", 0))).Settings;

        VolumeSettings matched = For(settings, Data);

        matched.Faults.Should().Be(new FaultSettings { LegGrace = System.TimeSpan.FromSeconds(30) });
        matched.Scan.Should().Be(new ScanSettings { IsEnabled = false });
        For(settings, new VolumeName("vg1", "data")).Should().Be(new VolumeSettings(new FaultSettings(), new ScanSettings()));
    }

    [Fact]
    public void Of_two_rules_that_match_the_later_one_counts_for_each_key()
    {
        MirrorGuardSettings settings = Read(
            Section("volume_a", Key("match", "vg0/data"), Key("leg_grace", 1), Key("write_hold", 1)),
            Section("faults", Key("leg_grace", 9), Key("write_hold", 9), Key("sync_retries", 9)),
            Section("volume_b", Key("match", "vg0/data"), Key("leg_grace", 2))).Settings;

        FaultSettings faults = For(settings, Data).Faults;

        faults.LegGrace.TotalSeconds.Should().Be(2);
        faults.WriteHold.TotalSeconds.Should().Be(1);
        faults.SyncRetries.Should().Be(9);
    }

    [Fact]
    public void A_rule_says_what_is_asked_for_even_where_that_is_the_default()
    {
        MirrorGuardSettings settings = Read(
            Section("faults", Key("leg_grace", 9)), Section("volume_a", Key("match", "vg0/data"), Key("leg_grace", 300))).Settings;

        For(settings, Data).Faults.LegGrace.TotalSeconds.Should().Be(300);
    }

    [Fact]
    public void A_bad_key_of_a_new_rule_is_as_if_it_were_not_there()
    {
        SettingsReading reading = Read(Section("faults", Key("leg_grace", 9)), Section("volume_a", Key("match", "vg0/data"), Key("leg_grace", -1)));

        reading.Problems.Should().ContainSingle().Which.ToString().Should().Be(
            "volume_a/leg_grace: -1 is out of range; accepted: 0 to 604800 seconds; the rule does not set it");
        For(reading.Settings, Data).Faults.LegGrace.TotalSeconds.Should().Be(9);
    }

    [Fact]
    public void At_a_reload_a_rule_keeps_what_was_good_key_by_key()
    {
        MirrorGuardSettings first = Read(Section("volume_a", Key("match", "vg0/data"), Key("leg_grace", 30), Key("settle", 20))).Settings;

        SettingsReading second = SettingsReader.Read([Section("volume_a", Key("match", 5), Key("leg_grace", -1))], first);

        second.Problems.Select(problem => problem.Instead).Should().Equal("\"vg0/data\" counts", "30 counts");
        VolumeSettings volume = For(second.Settings, Data);
        volume.Faults.LegGrace.TotalSeconds.Should().Be(30);
        volume.Scan.Settle.TotalSeconds.Should().Be(10, "it is no longer in the file");
    }

    [Theory]
    [MemberData(nameof(RulesForNobody))]
    public void A_rule_for_nobody_knows_whom_is_reported_and_ignored(ConfigurationNode[] keys, string wrong)
    {
        SettingsReading reading = Read(Section("volume_a", keys));

        reading.Problems.Should().ContainSingle().Which.Wrong.Should().Contain(wrong);
        reading.Settings.Rules.Should().BeEmpty();
    }

    public static TheoryData<ConfigurationNode[], string> RulesForNobody => new()
    {
        { [Key("leg_grace", 1)], "no 'match'" },
        { [Key("match", "")], "empty" },
        { [Key("match", 1)], "not a text" },
        { [Key("match", "a", "b")], "not one value" },
        { [Key("match", new string('*', 513))], "too long" },
        { [Section("match")], "not one value" },
    };

    [Fact]
    public void A_rule_has_no_keys_of_report() =>
        Read(Section("volume_a", Key("match", "*"), Key("program", "/x"))).Problems.Should().ContainSingle()
            .Which.Wrong.Should().Be("there is no such key here");

    [Fact]
    public void Two_sections_of_one_name_are_one_rule_and_what_they_both_set_is_reported()
    {
        SettingsReading reading = Read(
            Section("volume_a", Key("match", "vg1/*"), Key("leg_grace", 1)), Section("volume_a", Key("match", "vg0/data")));

        reading.Settings.Rules.Should().ContainSingle().Which.Match.Should().Be("vg0/data");
        reading.Problems.Should().ContainSingle().Which.Key.Should().Be("volume_a/match");
        For(reading.Settings, Data).Faults.LegGrace.TotalSeconds.Should().Be(1);
    }

    [Fact]
    public void Patterns_are_asked_in_the_order_of_the_file_with_the_name_as_LVM_writes_it()
    {
        MirrorGuardSettings settings = Read(Section("volume_b", Key("match", "2")), Section("volume_a", Key("match", "1"))).Settings;
        var asked = new List<string>();

        settings.For(Data, (pattern, name) =>
        {
            asked.Add($"{pattern} {name}");
            return false;
        });

        asked.Should().Equal("2 vg0/data", "1 vg0/data");
    }

    [Fact]
    public void The_line_that_decides_a_value_is_named()
    {
        MirrorGuardSettings settings = Read(
            Section("faults", Key("leg_grace", 100)),
            Section("volume_a", Key("match", "vg0/data"), Key("leg_grace", 30)),
            Section("volume_b", Key("match", "vg0/data"), Key("write_hold", 2)),
            Section("volume_c", Key("match", "vg1/data"), Key("leg_grace", 3))).Settings;

        Deciding("leg_grace", Data).Should().Be("volume_a/leg_grace = 30");
        Deciding("write_hold", Data).Should().Be("volume_b/write_hold = 2");
        Deciding("leg_grace", new VolumeName("vg2", "data")).Should().Be("faults/leg_grace = 100");
        Deciding("reattach", Data).Should().Be("faults/reattach = 1");

        string Deciding(string key, VolumeName volume) => settings.Deciding(SettingsTable.OfFaults(key), volume, (pattern, name) => pattern == name);
    }

    private static VolumeSettings For(MirrorGuardSettings settings, VolumeName volume) => settings.For(volume, (pattern, name) => pattern == name);

    private static SettingsReading Read(params ConfigurationNode[] nodes) => SettingsReaderTests.Read(nodes);
}
