using System.Collections.Generic;
using System.CommandLine;
using System.Text;
using MirrorGuard.Cli.Status;
using MirrorGuard.Core.Control;

namespace MirrorGuard.Cli;

/// <summary>
/// <c>mirrorguard explain vg/lv</c>: how a volume stands, and what MirrorGuard does about it by which rule. <c>mirrorguard explain
/// "STATUS"</c>: what lines of <c>dmsetup status</c> mean, in plain English.
/// </summary>
internal static class ExplainCommand
{
    private const string FromInput = "-";

    public static Command Create(Streams streams, MachineView machine)
    {
        var line = new Argument<string?>("VOLUME|STATUS")
        {
            Description = "vg/lv, /dev/vg/lv or /dev/mapper/vg-lv; or a line of 'dmsetup status', in quotes. '-' or nothing reads lines from the standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("explain", "Says how a mirror stands, and what is done about it; or what a status line means.") { line };
        command.SetAction(parsed => Run(parsed.GetValue(line), streams, machine));
        return command;
    }

    private static int Run(string? line, Streams streams, MachineView machine)
    {
        if (line is not null && ControlRequest.TryParseVolume(line, out var volume))
            return Explain(Overview.Of([volume], machine, streams.AskPlugin), streams, machine);
        if (line is null && streams.IsInputTerminal)
        {
            streams.Error.WriteLine("mirrorguard: no status line; give one in quotes, or: dmsetup status | mirrorguard explain");
            return ExitCode.InvalidCommandLine;
        }
        return line is null or FromInput ? ExplainInput(streams) : ExplainAll([Encoding.UTF8.GetBytes(line)], streams);
    }

    private static int Explain(Overview overview, Streams streams, MachineView machine)
    {
        overview.SayProblems(streams.Error);
        foreach (var view in overview.Volumes)
        {
            foreach (string sentence in VolumeExplanation.Of(view, overview.Settings, machine))
                streams.Output.WriteLine(Printable.Text(Encoding.UTF8.GetBytes(sentence)));
        }
        return overview.IsComplete ? ExitCode.Ok : ExitCode.Failed;
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
