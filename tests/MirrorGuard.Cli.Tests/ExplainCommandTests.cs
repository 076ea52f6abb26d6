using System.Linq;
using FluentAssertions;
using Xunit;

namespace MirrorGuard.Cli.Tests;

public sealed class ExplainCommandTests
{
    private const string Mail = "0 41943040 mirror 2 254:3 254:4 40960/40960 1 AA 3 clustered_disk 254:2 A";
    private const string Dead = "my--vg-my--lv: 0 41943040 mirror 2 254:3 254:4 20479/20480 1 AD 1 core";

    [Fact]
    public void The_line_of_the_mail_is_explained()
    {
        Invocation run = Invocation.OnTerminal("explain", Mail);

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.Error.Should().BeEmpty();
        run.OutputLines.Should().Equal(
            "All 2 legs of this device show no error, and 40960/40960 regions (100%) are in sync. "
            + "The log device, written by the cluster's log daemon, is 254:2.");
    }

    [Fact]
    public void The_volume_goes_by_LVMs_name_and_sizes_come_from_the_length_of_the_target() =>
        Invocation.OnTerminal("explain", Dead).OutputLines.Should().Equal(
            "A write to the secondary leg 254:4 of my-vg/my-lv failed (D); the leg may miss what was written since.",
            "The log counts 20479/20480 regions (99%) of my-vg/my-lv as in sync; 1 region, at most 1 MiB, is not. "
            + "1 of 2 legs shows no error. The log is in memory: after a restart everything is copied again.");

    [Theory]
    [InlineData("explain")]
    [InlineData("explain", "-")]
    public void Lines_are_read_from_the_input_when_none_is_given(params string[] arguments)
    {
        Invocation run = Invocation.WithInput($"{Mail}\n\n{Dead}", arguments);

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.OutputLines.Should().HaveCount(3);
    }

    [Fact]
    public void A_refused_line_is_shown_with_a_caret_and_what_was_expected()
    {
        Invocation run = Invocation.OnTerminal("explain", "vg-lv: 0 8 mirror 2 254:3 254:4 9/8 1 AA 1 core");

        run.ExitCode.Should().Be(ExitCode.InvalidCommandLine);
        run.Output.Should().BeEmpty();
        run.ErrorLines.Should().Equal(
            "vg-lv: 0 8 mirror 2 254:3 254:4 9/8 1 AA 1 core",
            "                                  ^",
            "mirrorguard: not a status line: expected a number of all regions, at least 1 and at least those in sync at byte 34");
    }

    [Fact]
    public void The_caret_stands_below_the_character_although_positions_are_bytes() =>
        Invocation.OnTerminal("explain", "d\u00e4ta: 0 x").ErrorLines.Should().Equal(
            "d\u00e4ta: 0 x",
            "        ^",
            "mirrorguard: not a status line: expected a number of sectors, at least 1 at byte 9");

    [Fact]
    public void One_bad_line_does_not_keep_the_others_from_being_explained()
    {
        Invocation run = Invocation.WithInput($"nonsense\n{Mail}\n", "explain");

        run.ExitCode.Should().Be(ExitCode.InvalidCommandLine);
        run.OutputLines.Should().HaveCount(1);
        run.ErrorLines.Should().HaveCount(3);
    }

    [Fact]
    public void Another_target_than_a_mirror_is_no_mistake()
    {
        Invocation run = Invocation.OnTerminal("explain", "vg0-data: 0 8 linear ");

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.OutputLines.Should().Equal("vg0/data: a target of type linear, not a mirror; there is nothing to explain.");
    }

    [Fact]
    public void Foreign_bytes_do_not_reach_the_terminal_as_control_characters()
    {
        Invocation run = Invocation.WithInput([0x1b, .. "[2J\u009b: 0 x"u8, 0xff, 0x07, (byte)'\n'], "explain");

        run.ErrorLines[0].Should().Be("?[2J?: 0 x\ufffd?");
        run.Error.Should().NotContainAny("\u001b", "\u009b", "\a");
    }

    [Fact]
    public void An_endless_line_is_refused_and_does_not_fill_the_memory()
    {
        byte[] endless = [.. Enumerable.Repeat((byte)'9', 1 << 20), (byte)'\n', .. System.Text.Encoding.ASCII.GetBytes(Mail)];

        Invocation run = Invocation.WithInput(endless, "explain");

        run.ExitCode.Should().Be(ExitCode.InvalidCommandLine);
        run.ErrorLines[0].Should().HaveLength(InputLines.MaxLength);
        run.OutputLines.Should().HaveCount(1);
    }

    [Fact]
    public void Without_a_line_and_without_a_pipe_it_asks_for_one_instead_of_waiting()
    {
        Invocation run = Invocation.OnTerminal("explain");

        run.ExitCode.Should().Be(ExitCode.InvalidCommandLine);
        run.Error.Should().Contain("no status line");
    }

    [Fact]
    public void An_input_that_cannot_be_read_is_a_failure_of_its_own_kind()
    {
        Invocation run = Invocation.WithBrokenInput("explain");

        run.ExitCode.Should().Be(ExitCode.Failed);
        run.ErrorLines.Should().Equal("mirrorguard: Input/output error");
    }
}
