using System;
using System.IO;
using System.Text;

namespace MirrorGuard.Cli.Tests;

/// <summary>One run of the command in this process, and what it left behind.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Invocation OnTerminal(params string[] arguments) =>
        Run(() => throw new InvalidOperationException("the terminal must not be read"), true, arguments);

    public static Invocation WithInput(string input, params string[] arguments) =>
        WithInput(Encoding.UTF8.GetBytes(input), arguments);

    public static Invocation WithInput(byte[] input, params string[] arguments) =>
        Run(() => new MemoryStream(input), false, arguments);

    public static Invocation WithBrokenInput(params string[] arguments) =>
        Run(() => throw new IOException("Input/output error"), false, arguments);

    /// <summary>With a plugin that answers.</summary>
    public static Invocation WithPlugin(Func<string, string> answer, params string[] arguments) =>
        Run(() => throw new InvalidOperationException("the terminal must not be read"), true, arguments, answer);

    /// <summary>On a machine with mirrors, and a plugin that answers.</summary>
    public static Invocation OnMachine(MachineView machine, Func<string, string> answer, string[] arguments, bool isOutputTerminal = false, bool hasColour = false) =>
        Run(() => throw new InvalidOperationException("the terminal must not be read"), true, arguments, answer, machine, isOutputTerminal, hasColour);

    private static Invocation Run(
        Func<Stream> openInput,
        bool isTerminal,
        string[] arguments,
        Func<string, string>? plugin = null,
        MachineView? machine = null,
        bool isOutputTerminal = false,
        bool hasColour = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var streams = new Streams(openInput, isTerminal, output, error, Ask, isOutputTerminal, hasColour);
        int exitCode = MirrorGuardCommand.Run(arguments, streams, machine ?? Machines.With());
        return new Invocation(exitCode, output.ToString(), error.ToString());

        byte[] Ask(byte[] line) =>
            plugin is null ? throw new InvalidOperationException("the plugin must not be asked") : Encoding.UTF8.GetBytes(plugin(Encoding.UTF8.GetString(line)));
    }
}
