using System.Collections.Generic;
using System.CommandLine;
using System.Text;

namespace MirrorGuard.Cli;

/// <summary><c>mirrorguard explain "STATUS"</c>: what lines of <c>dmsetup status</c> mean, in plain English.</summary>
internal static class ExplainCommand
{
    private const string FromInput = "-";

    public static Command Create(Streams streams)
    {
        var line = new Argument<string?>("STATUS")
        {
            Description = "A line of 'dmsetup status', in quotes. '-' or nothing reads lines from the standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("explain", "Says what a status line of a mirror means.") { line };
        command.SetAction(parsed => Run(parsed.GetValue(line), streams));
        return command;
    }

    private static int Run(string? line, Streams streams)
    {
        if (line is null && streams.IsInputTerminal)
        {
            streams.Error.WriteLine("mirrorguard: no status line; give one in quotes, or: dmsetup status | mirrorguard explain");
            return ExitCode.InvalidCommandLine;
        }
        return line is null or FromInput ? ExplainInput(streams) : ExplainAll([Encoding.UTF8.GetBytes(line)], streams);
    }

    private static int ExplainInput(Streams streams)
    {
        using var input = streams.OpenInput();
        return ExplainAll(InputLines.Read(input), streams);
    }

    // One bad line does not keep the others from being explained.
    private static int ExplainAll(IEnumerable<byte[]> lines, Streams streams)
    {
        int exitCode = ExitCode.Ok;
        foreach (byte[] line in lines)
        {
            if (!LineExplanation.TryWrite(line, streams))
                exitCode = ExitCode.InvalidCommandLine;
        }
        return exitCode;
    }
}
