using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using FluentAssertions;
using Xunit;

namespace MirrorGuard.Cli.Tests;

/// <summary>What the shells are told when somebody presses Tab: the files ask the command, which is this test's own here.</summary>
public sealed class CompletionTests : IDisposable
{
    private static readonly string Files = Path.Combine(AppContext.BaseDirectory, "completion");

    private readonly string _directory = Directory.CreateTempSubdirectory("mirrorguard-completion-").FullName;

    public static TheoryData<string, string[]> Lines => new()
    {
        { "mirrorguard ", [.. ManualTests.Root.Subcommands.Select(command => command.Name)] },
        { "mirrorguard scan st", ["start", "status", "stop"] },
        { "mirrorguard scan status --j", ["--json"] },
        { "mirrorguard reregister --f", ["--from"] },
    };

    [Theory, MemberData(nameof(Lines))]
    public void The_command_says_what_may_follow(string line, string[] expected) =>
        Suggested(line).Should().Contain(expected).And.NotContain(word => word.StartsWith('/'));

    [Theory, MemberData(nameof(Lines))]
    public void Bash_completes_to_it(string line, string[] expected) =>
        Shell(line, "bash", "-c", $"source {Files}/mirrorguard.bash; COMP_LINE='{line}' COMP_POINT={line.Length}; _mirrorguard; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
            .Should().Contain(expected);

    [Theory, MemberData(nameof(Lines))]
    public void Fish_completes_to_it(string line, string[] expected) =>
        Shell(line, "fish", "--no-config", "-c", $"source {Files}/mirrorguard.fish; complete -C '{line}'").Should().Contain(expected);

    /// <summary>Its functions for completion work only under a line editor; these stand in.</summary>
    [Theory, MemberData(nameof(Lines))]
    public void Zsh_completes_to_it(string line, string[] expected) =>
        Shell(line, "zsh", "-f", "-c", $"compadd() {{ print -l -- ${{(P)2}} }}; BUFFER='{line}' LBUFFER='{line}'; f() {{ source {Files}/mirrorguard.zsh }}; f")
            .Should().Contain(expected);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string[] Suggested(string line) => Invocation.OnTerminal($"[suggest:{line.Length}]", line).OutputLines;

    /// <summary>With a command on PATH that answers as ours does, and nothing else.</summary>
    private string[] Shell(string line, string shell, params string[] arguments)
    {
        var command = Path.Combine(_directory, "mirrorguard");
        File.WriteAllText(Path.Combine(_directory, "answer"), string.Join('\n', Suggested(line)) + "\n");
        File.WriteAllText(command, $"#!/bin/sh\n[ \"$1:$2\" = '[suggest:{line.Length}]:{line}' ] && cat {_directory}/answer\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var start = new ProcessStartInfo(shell, arguments) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{_directory}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        return process.StandardOutput.ReadToEnd().Split('\n');
    }
}
