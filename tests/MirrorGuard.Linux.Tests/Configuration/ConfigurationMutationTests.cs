using System;
using System.Linq;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux.Configuration;
using Xunit;

namespace MirrorGuard.Linux.Tests.Configuration;

/// <summary>
/// Thousands of slightly wrong files. Whatever they are, nothing is thrown and nothing crashes; and the check that
/// stands before libdevmapper's parser agrees with it, but for what it refuses on purpose.
/// </summary>
public sealed class ConfigurationMutationTests
{
    private const int Files = 20_000;
    private const int Seed = 20090114;

    /// <summary>What the parser takes, wrongly or at its own risk: the check must not be measured by it.</summary>
    private static readonly string[] RefusedOnPurpose =
        ["a NUL byte", "a quotation mark without", "a number that", "a number without", "sections that are nested too deep"];

    [Fact]
    public void The_check_before_the_parser_agrees_with_the_parser()
    {
        var mutator = new TextMutator(Seed, Text);
        int taken = 0, refused = 0, onPurpose = 0;

        for (int number = 0; number < Files; number++)
        {
            byte[] text = mutator.Next();
            ConfigurationFault? fault = ConfigurationParser.Parse(text, out _);
            bool isExempt = fault is not null && Array.Exists(RefusedOnPurpose, fault.Wrong.StartsWith);
            if (isExempt)
                onPurpose++;
            else if (fault is null)
                taken++;
            else
                refused++;
            if (!isExempt && fault is not null && ConfigurationParser.IsTaken(text))
                Assert.Fail($"seed {Seed}, file {number}: the parser takes what the check refuses: {fault}\n{Encoding.Latin1.GetString(text)}");
            if (fault is { Line: null })
                Assert.Fail($"seed {Seed}, file {number}: the check takes what the parser refuses\n{Encoding.Latin1.GetString(text)}");
        }

        // Each kind must be exercised, or the test shows little.
        taken.Should().BeGreaterThan(Files / 10);
        refused.Should().BeGreaterThan(Files / 10);
        onPurpose.Should().BeGreaterThan(Files / 50);
    }

    [Fact]
    public void Any_file_gives_settings_within_their_ranges_and_problems_with_lines()
    {
        var mutator = new TextMutator(Seed + 1, Text);
        SettingsReading last = new(MirrorGuardSettings.Default, []);
        int withProblems = 0;

        for (int number = 0; number < Files; number++)
        {
            if (ConfigurationParser.Parse(mutator.Next(), out var nodes) is not null)
                continue;
            last = SettingsReader.Read(nodes, last.Settings);
            withProblems += last.Problems.Count > 0 ? 1 : 0;

            last.Problems.Where(problem => problem.Line is null or < 1 || problem.Wrong.Length == 0 || problem.Accepted.Length == 0).Should().BeEmpty();
            ShouldBeReadable(last.Settings.Global);
            foreach (VolumeRule rule in last.Settings.Rules)
                ShouldBeReadable(rule.ApplyTo(SettingsSet.Default));
        }

        withProblems.Should().BeGreaterThan(Files / 20);
    }

    /// <summary>Every key set, and two rules.</summary>
    private static string Text { get; } = SampleFileTests.Spoken
        + "volume_a { match = 'vg0/*' leg_grace = 30 settle = [ 5 ] }\nvolume_b { match = \"*\" window = \"22:30-06:00\" \"write_hold\" = +3 }\nfaults/mode = observe\n";

    // What was accepted is accepted again when it is written as it stands.
    private static void ShouldBeReadable(SettingsSet set)
    {
        SettingsKey[] plain = [.. SettingsTable.Keys.Where(key => !NeedsEscapes(key.ValueIn(set)))];
        string text = string.Join('\n', plain.Select(key => $"{key.Path} = {key.ValueIn(set)}"));

        ConfigurationFault? fault = ConfigurationParser.Parse(Encoding.UTF8.GetBytes(text), out var nodes);
        SettingsReading reading = SettingsReader.Read(nodes, MirrorGuardSettings.Default);

        if (fault is not null || reading.Problems.Count > 0 || Array.Exists(plain, key => key.ValueIn(reading.Settings.Global) != key.ValueIn(set)))
            Assert.Fail($"{text}: {fault} {string.Join(", ", reading.Problems)}");
    }

    private static bool NeedsEscapes(string value) => value[..^1].LastIndexOfAny(['"', '\\']) > 0;
}
