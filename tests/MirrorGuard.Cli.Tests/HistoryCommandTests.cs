using System;
using System.IO;
using System.Linq;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Reports;

using Xunit;

namespace MirrorGuard.Cli.Tests;

public sealed class HistoryCommandTests
{
    private static readonly HistoryEntry[] Entries =
    [
        Entry(0, "vg/lv", "note", "warning", "secondary leg lv_mimage_1 on /dev/sdb (254:6): a write failed (D); the leg may miss what was written since."),
        Entry(1, "vg/lv", "leg-released", "warning", "writes go on without it."),
        Entry(2, "vg/other", "mismatch", "warning", "legs differ."),
        Entry(3, "", "configuration-refused", "error", "faults/leg_grace: \u001b[31m\"soon\" is not a whole number."),
    ];

    [Fact]
    public void Piped_it_is_a_line_for_each_and_nothing_a_terminal_would_obey()
    {
        var run = Run("history");

        run.ExitCode.Should().Be(0);
        run.OutputLines.Should().HaveCount(4);
        run.OutputLines[0].Should().EndWith(":00  vg/lv  warning: secondary leg lv_mimage_1 on /dev/sdb (254:6): a write failed (D); the leg may miss what was written since.");
        run.OutputLines[1].Should().EndWith(":01  vg/lv  leg-released: writes go on without it.");
        run.OutputLines[3].Should().Contain("  configuration-refused: ").And.NotContain("\u001b");
    }

    [Fact]
    public void On_a_terminal_it_fits_80_columns() =>
        Invocation.OnMachine(Machine, Nobody, ["history"], isOutputTerminal: true).OutputLines.Should()
            .OnlyContain(line => line.Length <= 80).And.HaveCountGreaterThan(8);

    [Fact]
    public void A_path_that_is_longer_stays_in_one_piece()
    {
        var path = $"/var/lib/mirrorguard/overwritten/{new string('x', 64)}";
        var machine = Machines.With() with { ReadHistory = () => [Entry(0, "vg/lv", "mismatch", "warning", $"The old contents are kept in {path} until somebody removes them.")] };

        Invocation.OnMachine(machine, Nobody, ["history"], isOutputTerminal: true).OutputLines.Should().Contain($"  {path}");
    }

    [Fact]
    public void Of_one_volume_and_of_events_and_of_the_last_only()
    {
        Run("history", "vg/other").OutputLines.Should().ContainSingle().Which.Should().Contain("mismatch");
        Run("history", "/dev/mapper/vg-lv", "--events").OutputLines.Should().ContainSingle().Which.Should().Contain("leg-released");
        Run("history", "-n", "1").OutputLines.Should().ContainSingle().Which.Should().Contain("configuration-refused");
        Run("history", "--lines", "0").OutputLines.Should().HaveCount(4);
    }

    [Fact]
    public void As_json_each_line_is_an_entry()
    {
        foreach (var (line, index) in Run("history", "--json").OutputLines.Select((line, index) => (line, index)))
        {
            HistoryEntry.TryParse(Encoding.UTF8.GetBytes(line), out var entry).Should().BeTrue();
            entry.Should().Be(Entries[index]);
        }
    }

    [Fact]
    public void A_volume_without_one_is_named_and_what_is_none_is_refused()
    {
        var run = Run("history", "vg/lv", "vg/none");
        run.ExitCode.Should().Be(5);
        run.Error.Should().Be("mirrorguard: there is no history of vg/none\n");
        run.OutputLines.Should().HaveCount(2);

        Run("history", "nothing").ExitCode.Should().Be(3);
        Run("history", "--lines", "-1").ExitCode.Should().Be(3);
    }

    [Fact]
    public void Who_may_not_read_it_is_told_so()
    {
        var run = Invocation.OnMachine(Machines.With() with { ReadHistory = () => throw new UnauthorizedAccessException("Access denied") }, Nobody, ["history"]);

        run.ExitCode.Should().Be(5);
        run.Error.Should().Be("mirrorguard: the history cannot be read: Access denied\n");
    }

    private static MachineView Machine => Machines.With() with { ReadHistory = () => Entries };

    private static Invocation Run(params string[] arguments) => Invocation.OnMachine(Machine, Nobody, arguments);

    private static string Nobody(string line) => throw new IOException("nobody listens");

    private static HistoryEntry Entry(int second, string volume, string name, string severity, string text) =>
        new(Machines.Time.AddSeconds(second - Machines.Time.Second), volume, name, severity, text, null);
}
