using System.Linq;
using FluentAssertions;
using MirrorGuard.Core.Settings;
using Xunit;
using static MirrorGuard.Core.Tests.Settings.Nodes;

namespace MirrorGuard.Core.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Nothing_is_the_default_configuration()
    {
        SettingsReading reading = Read();

        reading.Settings.Global.Should().Be(SettingsSet.Default);
        reading.Settings.Rules.Should().BeEmpty();
        reading.Problems.Should().BeEmpty();
    }

    [Fact]
    public void A_bad_key_costs_only_itself()
    {
        SettingsReading reading = Read(Section("faults", Key("leg_grace", -1), Key("write_hold", 7)), Section("scan", Key("enabled", 0)));

        reading.Problems.Should().ContainSingle().Which.In("/etc/x").Should().Be(
            "/etc/x:2: faults/leg_grace: -1 is out of range; accepted: 0 to 604800 seconds; 300 counts");
        reading.Settings.Global.Faults.Should().Be(new FaultSettings { WriteHold = System.TimeSpan.FromSeconds(7) });
        reading.Settings.Global.Scan.IsEnabled.Should().BeFalse();
    }

    [Fact]
    public void At_a_reload_a_bad_key_keeps_its_last_good_value_and_an_absent_one_gets_its_default()
    {
        MirrorGuardSettings first = Read(Section("faults", Key("leg_grace", 30), Key("write_hold", 7))).Settings;

        SettingsReading second = SettingsReader.Read(One("faults", "leg_grace", "soon"), first);

        second.Settings.Global.Faults.Should().Be(new FaultSettings { LegGrace = System.TimeSpan.FromSeconds(30) });
        second.Problems.Should().ContainSingle().Which.Instead.Should().Be("30 counts");
    }

    [Fact]
    public void An_unknown_key_is_reported_with_those_that_are_known()
    {
        SettingsProblem problem = Read(One("report", "leg_grace", 1)).Problems.Should().ContainSingle().Subject;

        problem.ToString().Should().Be("report/leg_grace: there is no such key here; accepted: program, interval, metrics; it is ignored");
    }

    [Theory]
    [InlineData("fault", true)]
    [InlineData("volume_", true)]
    [InlineData("", true)]
    [InlineData("leg_grace", false)]
    [InlineData("faults", false)]
    [InlineData("volume_a", false)]
    public void What_is_no_section_is_reported_and_ignored(string name, bool isSection)
    {
        SettingsReading reading = Read(isSection ? Section(name, Key("leg_grace", 1)) : Key(name, 1));

        reading.Problems.Should().ContainSingle().Which.Key.Should().Be(name);
        reading.Settings.Global.Should().Be(SettingsSet.Default);
        reading.Settings.Rules.Should().BeEmpty();
    }

    [Fact]
    public void A_key_that_is_a_section_is_reported()
    {
        SettingsReading reading = Read(Section("faults", Section("leg_grace", Key("x", 1))));

        reading.Problems.Should().ContainSingle().Which.Wrong.Should().Be("it is a value, not a section");
        reading.Settings.Global.Should().Be(SettingsSet.Default);
    }

    [Fact]
    public void Sections_may_come_again_but_of_a_key_that_does_the_last_counts_and_it_is_reported()
    {
        SettingsReading reading = Read(
            Section("faults", Key("leg_grace", 1)), Section("faults", Key("write_hold", 2)), Section("faults", Key("leg_grace", 3)));

        reading.Settings.Global.Faults.LegGrace.TotalSeconds.Should().Be(3);
        reading.Settings.Global.Faults.WriteHold.TotalSeconds.Should().Be(2);
        reading.Problems.Should().ContainSingle().Which.Wrong.Should().Be("it is set again");
    }

    [Fact]
    public void Foreign_names_cannot_forge_or_fill_a_log_line()
    {
        string text = Read([.. One("faults\n\u001b[2J", "x"), .. One("faults", "a\nb" + new string('k', 5000), 1)]).Problems
            .Select(problem => problem.In("f")).Aggregate((a, b) => a + b);

        text.Should().NotContainAny("\n", "\u001b");
        text.Length.Should().BeLessThan(1000);
    }

    [Fact]
    public void Problems_come_in_the_order_of_the_file()
    {
        SettingsReading reading = Read(
            Section("volume_a") with { Line = 1 }, Section("fault") with { Line = 5 }, Section("volume_b") with { Line = 7 });

        reading.Problems.Select(problem => problem.Line).Should().Equal(1, 5, 7);
    }

    internal static SettingsReading Read(params ConfigurationNode[] nodes) => SettingsReader.Read(nodes, MirrorGuardSettings.Default);
}
