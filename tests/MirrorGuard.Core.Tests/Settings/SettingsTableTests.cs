using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using FluentAssertions;
using MirrorGuard.Core.Settings;
using Xunit;

namespace MirrorGuard.Core.Tests.Settings;

public sealed partial class SettingsTableTests
{
    /// <summary>What the design promises, by hand.</summary>
    private static readonly Dictionary<string, string> Promised = new()
    {
        ["faults/mode"] = "\"act\"",
        ["faults/leg_grace"] = "300",
        ["faults/max_out_of_sync"] = "50",
        ["faults/write_hold"] = "5",
        ["faults/reattach"] = "1",
        ["faults/probe_interval"] = "1",
        ["faults/probe_interval_max"] = "30",
        ["faults/sync_retries"] = "5",
        ["faults/sync_window"] = "600",
        ["faults/relocate"] = "1",
        ["faults/relocations"] = "64",
        ["faults/relocation_window"] = "3600",
        ["scan/enabled"] = "1",
        ["scan/interval"] = "604800",
        ["scan/bandwidth"] = "32768",
        ["scan/window"] = "\"\"",
        ["scan/settle"] = "10",
        ["scan/stable_pages"] = "1",
        ["scan/mismatch"] = "\"report\"",
        ["report/program"] = "\"\"",
        ["report/interval"] = "3600",
        ["report/metrics"] = "\"\"",
    };

    public static TheoryData<string> Paths => [.. SettingsTable.Keys.Select(key => key.Path)];

    public static IEnumerable<object[]> Ranges => SettingsTable.Keys
        .Select(key => (key.Path, Range: NumberRange().Match(key.Accepted)))
        .Where(key => key.Range.Success)
        .Select(key => new object[] { key.Path, Number(key.Range.Groups[1]), Number(key.Range.Groups[2]) });

    [Fact]
    public void Every_key_of_the_design_has_its_default() =>
        SettingsTable.Keys.ToDictionary(key => key.Path, key => key.Default).Should().BeEquivalentTo(Promised);

    [Fact]
    public void A_rule_can_name_each_of_its_keys_without_the_section() =>
        SettingsTable.RuleKeys.Select(key => key.Name).Append(SettingsTable.Match).Should().OnlyHaveUniqueItems();

    [Theory, MemberData(nameof(Ranges))]
    public void A_number_is_taken_from_the_least_to_the_most_and_not_beyond(string path, long least, long most)
    {
        Wrong(path, least).Should().BeNull();
        Wrong(path, most).Should().BeNull();

        foreach (long outside in (long[])[least - 1, most + 1, long.MinValue, long.MaxValue])
            Wrong(path, outside).Should().NotBeNull().And.Contain(outside.ToString(CultureInfo.InvariantCulture));
        Wrong(path, $"{least}").Should().Contain("is not a whole number", "a number is no text");
    }

    [Fact]
    public void Only_words_windows_paths_have_no_range_of_numbers() =>
        SettingsTable.Keys.Select(key => key.Path).Except(Ranges.Select(range => (string)range[0]))
            .Should().Equal("faults/mode", "faults/reattach", "faults/relocate", "scan/enabled", "scan/window", "scan/stable_pages", "scan/mismatch", "report/program", "report/metrics");

    [Theory, MemberData(nameof(Paths))]
    public void No_key_takes_a_fraction_or_an_array(string path)
    {
        Wrong(path, 1.5).Should().NotBeNullOrEmpty();
        Wrong(path).Should().Contain("0 values");
        Wrong(path, 1, 1).Should().Contain("2 values");
    }

    [Theory]
    [InlineData("faults/mode", "observe", "\"observe\"")]
    [InlineData("faults/mode", "act", "\"act\"")]
    [InlineData("scan/mismatch", "resync", "\"resync\"")]
    [InlineData("faults/reattach", 0, "0")]
    [InlineData("faults/relocate", 0, "0")]
    [InlineData("scan/enabled", 0, "0")]
    [InlineData("scan/window", "22:30-06:00", "\"22:30-06:00\"")]
    [InlineData("report/program", "/usr/local/bin/page me", "\"/usr/local/bin/page me\"")]
    [InlineData("report/metrics", "/run/m.prom", "\"/run/m.prom\"")]
    [InlineData("faults/leg_grace", 0, "0")]
    public void A_value_that_is_accepted_becomes_the_setting(string path, object value, string printed)
    {
        SettingsKey key = Find(path);
        SettingsSet set = SettingsSet.Default;

        key.Read([Value(value)], ref set).Should().BeNull();

        key.ValueIn(set).Should().Be(printed).And.NotBe(key.Default == printed ? "" : key.Default);
    }

    [Theory]
    [InlineData("faults/mode", "Act")]
    [InlineData("faults/mode", "")]
    [InlineData("faults/mode", 1)]
    [InlineData("faults/reattach", 2)]
    [InlineData("faults/reattach", -1)]
    [InlineData("faults/reattach", "yes")]
    [InlineData("scan/window", "01:00")]
    [InlineData("scan/window", "1:00-2:00")]
    [InlineData("scan/window", "01:00-24:00")]
    [InlineData("scan/window", "01:00-01:00")]
    [InlineData("scan/window", "01:00-02:00 ")]
    [InlineData("scan/window", 1)]
    [InlineData("report/program", "notify")]
    [InlineData("report/program", "/bin/a\nb")]
    [InlineData("report/metrics", 0)]
    public void A_value_that_is_not_accepted_leaves_the_set_alone(string path, object value)
    {
        SettingsSet set = SettingsSet.Default;

        Find(path).Read([Value(value)], ref set).Should().NotBeNullOrEmpty().And.NotContain("\n");

        set.Should().BeSameAs(SettingsSet.Default);
    }

    [Fact]
    public void A_path_is_as_long_as_the_kernel_takes_it()
    {
        Wrong("report/metrics", "/" + new string('a', 4094)).Should().BeNull();
        Wrong("report/metrics", "/" + new string('a', 4095)).Should().Contain("too long").And.Match(wrong => wrong.Length < 100);
    }

    [Theory, MemberData(nameof(Paths))]
    public void Copying_a_key_copies_it_and_nothing_else(string path)
    {
        SettingsKey copied = Find(path);

        SettingsSet set = copied.Copy(Others, SettingsSet.Default);

        foreach (SettingsKey key in SettingsTable.Keys)
            key.ValueIn(set).Should().Be(key == copied ? key.ValueIn(Others) : key.Default).And.NotBe(key.ValueIn(key == copied ? SettingsSet.Default : Others));
    }

    /// <summary>Something else than the default for each key.</summary>
    private static SettingsSet Others { get; } = SettingsTable.Keys.Aggregate(SettingsSet.Default, (set, key) =>
    {
        object[] candidates = ["observe", "resync", 0, 7, 7000, "01:00-02:00", "/x"];
        foreach (object candidate in candidates)
        {
            SettingsSet changed = set;
            if (key.Read([Value(candidate)], ref changed) is null && key.ValueIn(changed) != key.Default)
                return changed;
        }
        throw new System.InvalidOperationException(key.Path);
    });

    private static ConfigurationValue Value(object value) => Nodes.Key("", value).Values![0];

    private static SettingsKey Find(string path) => SettingsTable.Keys.Single(key => key.Path == path);

    private static string? Wrong(string path, params object[] values)
    {
        SettingsSet set = SettingsSet.Default;
        return Find(path).Read(Nodes.Key("", values).Values!, ref set);
    }

    private static long Number(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d+) to (\d+)")]
    private static partial Regex NumberRange();
}
