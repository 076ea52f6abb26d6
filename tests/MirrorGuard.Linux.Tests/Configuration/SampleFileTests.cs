using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FluentAssertions;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux.Configuration;
using Xunit;

namespace MirrorGuard.Linux.Tests.Configuration;

/// <summary>The sample file says what the table says, and is what it says it is.</summary>
public sealed partial class SampleFileTests
{
    internal static string Sample { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "mirrorguard.conf"));

    /// <summary>The sample with every key set, to its default.</summary>
    internal static string Spoken { get; } = MutedKey().Replace(Sample, "$1$2");

    [Fact]
    public void Each_section_holds_each_of_its_keys_with_meaning_range_and_default_and_nothing_else()
    {
        foreach (string section in SettingsTable.Sections)
        {
            IEnumerable<string> keys = SettingsTable.Keys.Where(key => key.Section == section)
                .Select(key => $"    # {key.Meaning}\n    # Accepted: {key.Accepted}\n    # {key.Name} = {key.Default}\n");

            Sample.Should().Contain($"\n{section} {{\n{string.Join('\n', keys)}}}\n");
        }
    }

    [Fact]
    public void As_it_is_installed_it_is_the_default_configuration_without_problems() => ShouldBeDefaults(TemporaryFile.Load(Sample));

    [Fact]
    public void With_every_key_set_it_is_still_the_default_configuration()
    {
        MutedKey().Count(Sample).Should().Be(SettingsTable.Keys.Count);

        ShouldBeDefaults(TemporaryFile.Load(Spoken));
    }

    [Fact]
    public void Every_key_that_it_shows_is_the_one_that_is_read()
    {
        // Each key in turn to something that no key takes: then exactly that key complains.
        foreach (Match key in MutedKey().Matches(Sample))
        {
            string text = Sample[..key.Index] + $"{key.Groups[1]}{key.Groups[3]} = [ ]" + Sample[(key.Index + key.Length)..];

            TemporaryFile.Load(text).Problems.Should().ContainSingle().Which.Key.Should().EndWith($"/{key.Groups[3]}");
        }
    }

    [Fact]
    public void Its_example_of_a_rule_is_one()
    {
        string rule = Sample[Sample.IndexOf("# volume_", StringComparison.Ordinal)..].Replace("# ", "", StringComparison.Ordinal);

        ConfigurationLoad load = TemporaryFile.Load(rule);

        load.Problems.Should().BeEmpty();
        load.Settings.Rules.Should().ContainSingle().Which.Keys.Should().ContainSingle().Which.Name.Should().Be("leg_grace");
    }

    [Fact]
    public void It_says_which_of_two_rules_counts() => Sample.Should().Contain("the one that stands later in this file counts");

    private static void ShouldBeDefaults(ConfigurationLoad load)
    {
        load.Problems.Should().BeEmpty();
        load.Settings.Global.Should().Be(SettingsSet.Default);
        load.Settings.Rules.Should().BeEmpty();
    }

    [GeneratedRegex(@"^(    )# (([a-z_]+) = .*)$", RegexOptions.Multiline)]
    private static partial Regex MutedKey();
}
