using System.IO;

using FluentAssertions;

using Xunit;

namespace MirrorGuard.Cli.Tests;

public sealed class TestReportCommandTests
{
    [Theory]
    [InlineData("/bin/tell", 3, 2, "null", 0, "/bin/tell was told, and says that all went well.\n", "")]
    [InlineData("/bin/tell", 2, 3, "\"it failed: no route to host\"", 5, "", "mirrorguard: /bin/tell was not told: it failed: no route to host\n")]
    [InlineData("/bin/tell", 2, 2, "null", 5, "", "mirrorguard: /bin/tell was not told within a minute; other reports may be before it: see dmeventd's log\n")]
    [InlineData("", 0, 0, "null", 0, "The journal and the history have the test. No program is told of reports: set report/program in /etc/lvm/mirrorguard.conf.\n", "")]
    public void What_became_of_it_is_told(string program, int sent, int failed, string fault, int exitCode, string output, string error)
    {
        var looks = 0;
        var run = Invocation.OnMachine(Machines.With(), Answer, ["test-report"]);

        run.Should().Be(new Invocation(exitCode, output, error));

        string Answer(string line)
        {
            if (line == "{\"command\":\"report-test\"}\n")
                return "{\"ok\":true}";
            line.Should().Be("{\"command\":\"report-status\"}\n");
            // It takes a while.
            return looks++ < 3
                ? $$"""{"ok":true,"program":"{{program}}","sent":2,"failed":2,"lastFault":null}"""
                : $$"""{"ok":true,"program":"{{program}}","sent":{{sent}},"failed":{{failed}},"lastFault":{{fault}}}""";
        }
    }

    [Theory]
    [InlineData("{\"ok\":false,\"error\":\"\\\"report-status\\\" is no command\"}", "mirrorguard: \"report-status\" is no command\n")]
    [InlineData("{\"ok\":true}", "mirrorguard: the plugin's answer is not understood: it may be of another version than this command\n")]
    public void A_plugin_of_another_version_is_named(string answer, string error) =>
        Invocation.OnMachine(Machines.With(), _ => answer, ["test-report"]).Should().Be(new Invocation(5, "", error));

    [Fact]
    public void Without_a_plugin_it_says_so() =>
        Invocation.OnMachine(Machines.With(), _ => throw new IOException("nobody listens"), ["test-report"]).Should()
            .Be(new Invocation(5, "", "mirrorguard: nobody listens\n"));
}
