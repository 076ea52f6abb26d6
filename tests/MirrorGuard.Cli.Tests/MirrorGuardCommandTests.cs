using FluentAssertions;
using Xunit;

namespace MirrorGuard.Cli.Tests;

public sealed class MirrorGuardCommandTests
{
    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public void The_version_is_printed_either_way(string argument)
    {
        Invocation run = Invocation.OnTerminal(argument);

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.Output.Should().MatchRegex(@"^mirrorguard \d+\.\d+\.\d+\n$");
    }

    [Theory]
    [InlineData()]
    [InlineData("expalin")]
    [InlineData("explain", "a", "b")]
    [InlineData("version", "--frobnicate")]
    [InlineData("check-config", "a", "b")]
    public void A_wrong_command_line_is_told_from_a_failure_by_LVMs_exit_code(params string[] arguments)
    {
        Invocation run = Invocation.OnTerminal(arguments);

        run.ExitCode.Should().Be(ExitCode.InvalidCommandLine);
        run.Output.Should().BeEmpty();
        run.ErrorLines.Should().OnlyContain(line => line.StartsWith("mirrorguard: ") || line.StartsWith("Run "));
    }

    [Fact]
    public void Help_lists_the_commands() =>
        Invocation.OnTerminal("--help").Output.Should().Contain("explain").And.Contain("version").And.Contain("check-config");

    [Fact]
    public void A_line_that_starts_with_an_at_sign_is_not_taken_for_a_file_of_arguments() =>
        Invocation.OnTerminal("explain", "@missing-file").ErrorLines[0].Should().Be("@missing-file");
}
