using System;
using System.IO;
using FluentAssertions;
using Xunit;

namespace MirrorGuard.Cli.Tests;

public sealed class CheckConfigCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_good_file_has_no_problems()
    {
        Invocation run = Check("faults {\n leg_grace = 30\n}\n");

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.OutputLines.Should().Equal($"{_file}: no problems");
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public void Every_problem_is_on_a_line_with_file_and_line_key_and_range()
    {
        Invocation run = Check("faults {\n leg_grace = -1\n legs = 2\n}\nvolume_a { write_hold = 1 }\n");

        run.ExitCode.Should().Be(ExitCode.Failed);
        run.Output.Should().BeEmpty();
        run.ErrorLines.Should().HaveCount(3);
        run.ErrorLines[0].Should().Be($"{_file}:2: faults/leg_grace: -1 is out of range; accepted: 0 to 604800 seconds; 300 counts");
        run.ErrorLines[1].Should().StartWith($"{_file}:3: faults/legs: there is no such key here; accepted: mode, leg_grace, ");
        run.ErrorLines[2].Should().StartWith($"{_file}:5: volume_a: it has no 'match'; accepted: a shell pattern");
    }

    [Fact]
    public void A_file_that_is_cut_off_is_one_problem()
    {
        Invocation run = Check("faults {\n mode = \"obs");

        run.ExitCode.Should().Be(ExitCode.Failed);
        run.ErrorLines.Should().Equal($"{_file}:2: a quotation mark without its partner; accepted: both in one line; the defaults count");
    }

    [Fact]
    public void Foreign_bytes_do_not_reach_the_terminal_as_control_characters() =>
        Check("\"\u001b[2J\u009b\" { a = 1 }\nfaults { mode = \"\u001b[31m\" }").Error.Should().NotContainAny("\u001b", "\u009b");

    [Fact]
    public void A_directory_is_a_problem_of_its_own()
    {
        Invocation run = Invocation.OnTerminal("check-config", Path.GetTempPath());

        run.ExitCode.Should().Be(ExitCode.Failed);
        run.Error.Should().Contain("not a regular file");
    }

    [Fact]
    public void A_file_that_was_named_must_be_there()
    {
        Invocation run = Invocation.OnTerminal("check-config", "/nonexistent/x.conf");

        run.ExitCode.Should().Be(ExitCode.Failed);
        run.ErrorLines.Should().Equal("mirrorguard: /nonexistent/x.conf: no such file");
        run.Output.Should().BeEmpty();
    }

    [Fact]
    public void An_empty_name_is_not_the_default_file() =>
        Invocation.OnTerminal("check-config", "").ExitCode.Should().Be(ExitCode.Failed);

    private Invocation Check(string text)
    {
        File.WriteAllText(_file, text);
        return Invocation.OnTerminal("check-config", _file);
    }
}
