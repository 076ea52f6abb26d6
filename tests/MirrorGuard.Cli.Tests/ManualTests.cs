using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FluentAssertions;
using MirrorGuard.Core.Settings;
using Xunit;

namespace MirrorGuard.Cli.Tests;

/// <summary>The manual pages say what there is: no less, no more.</summary>
public sealed partial class ManualTests
{
    internal static RootCommand Root { get; } =
        MirrorGuardCommand.Create(new Streams(() => Stream.Null, true, TextWriter.Null, TextWriter.Null, _ => []), Machines.With());

    private static readonly string Configuration = Page("mirrorguard.conf.5");

    [Theory]
    [InlineData(SettingsTable.Faults)]
    [InlineData(SettingsTable.Scan)]
    [InlineData(SettingsTable.Report)]
    public void Every_key_is_in_its_section_with_meaning_range_and_default(string section)
    {
        var entries = SettingsTable.Keys.Where(key => key.Section == section).Select(Entry);

        Configuration.Split("\n.SS ").Single(text => text.StartsWith($"{section}\n", StringComparison.Ordinal))
            .Should().EndWith(string.Concat(entries) + ".");
    }

    [Fact]
    public void No_key_is_described_that_does_not_exist() =>
        Key().Matches(Configuration).Select(key => key.Groups[1].Value)
            .Should().Equal([.. SettingsTable.Keys.Select(key => key.Name), SettingsTable.Match]);

    [Fact]
    public void What_a_section_for_some_volumes_is_for_is_described_too() =>
        Configuration.Should().Contain($"Accepted: {SettingsTable.MatchAccepted}\n").And.Contain($".SS {SettingsTable.RulePrefix}NAME\n");

    [Theory]
    [InlineData(@"^\.B mirrorguard ([a-z\\-]+(?: (?:start|stop|status))?)")]
    [InlineData(@"^\.TP\n\.B ([a-z\\-]{2,}(?: (?:start|stop|status))?)")]
    public void Each_command_is_in_the_synopsis_and_among_the_commands(string entry)
    {
        var page = Page("mirrorguard.8").Split(".SH EXIT STATUS")[0];

        var described = Regex.Matches(page, entry, RegexOptions.Multiline).Select(match => match.Groups[1].Value.Replace("\\", "", StringComparison.Ordinal));

        described.Should().BeEquivalentTo(Commands(Root));
    }

    [Fact]
    public void Each_option_is_described()
    {
        var page = Page("mirrorguard.8").Replace("\\-", "-", StringComparison.Ordinal);

        foreach (var option in Options(Root))
            page.Should().Contain(option);
    }

    private static string Entry(SettingsKey key) =>
        $".TP\n\\fB{key.Name}\\fR = {Minus(key.Default)}\n{Minus(key.Meaning)}\n.br\nAccepted: {Minus(key.Accepted)}\n";

    /// <summary>A plain one is set as a hyphen, which nobody can paste.</summary>
    private static string Minus(string text) => text.Replace("-", "\\-", StringComparison.Ordinal);

    private static IEnumerable<string> Commands(Command parent, string prefix = "") =>
        parent.Subcommands.SelectMany(command => command.Subcommands.Count == 0
            ? [prefix + command.Name]
            : Commands(command, $"{command.Name} "));

    private static IEnumerable<string> Options(Command command) => command.Options
        .Where(option => option.Name != "--help").Select(option => option.Name)
        .Concat(command.Subcommands.SelectMany(Options));

    private static string Page(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "man", name));

    [GeneratedRegex(@"^\\fB(\w+)\\fR(?: = .*)?$", RegexOptions.Multiline)]
    private static partial Regex Key();
}
