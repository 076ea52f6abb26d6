using System;
using System.CommandLine;
using System.IO;
using System.Linq;

namespace MirrorGuard.Cli.Status;

/// <summary>
/// <c>mirrorguard status [vg/lv...]</c>: every active mirror, what it suffers from, what goes on and until when. It asks the kernel,
/// MirrorGuard's records, the configuration and, with one question, the plugin; who does not answer is named, and the rest is shown.
/// </summary>
/// <remarks>
/// Exit codes: 0 when every volume that was asked for is shown, however it does and whoever is silent; 3 for a command line that is
/// wrong; 5 when a volume is not there, or device-mapper cannot be asked.
/// </remarks>
internal static class StatusCommand
{
    public static Command Create(Streams streams, MachineView machine)
    {
        var volumes = VolumeArguments.Create("nothing means all mirrors that are active");
        var json = new Option<bool>("--json") { Description = $"One JSON document: {StatusJson.Shape}" };
        var watch = new Option<bool>("--watch") { Description = "Shows it anew every 2 s, on a terminal, until Ctrl-C." };
        var command = new Command(
            "status",
            "Shows mirrors, their legs, what goes on and until when. Exits with 0 when all that was asked for is shown, however it does; 5 when a "
                + "volume is not there, or device-mapper cannot be asked.")
        {
            volumes,
            json,
            watch,
        };
        command.SetAction(parsed =>
        {
            if (!VolumeArguments.TryParse(parsed.GetValue(volumes)!, streams, out var wanted))
                return ExitCode.InvalidCommandLine;
            Func<Overview> look = () => Overview.Of(wanted, machine, streams.AskPlugin);
            if (parsed.GetValue(watch))
                return parsed.GetValue(json) ? Refuse("--watch and --json exclude each other", streams) : Watch(look, machine, streams);
            return Show(look(), parsed.GetValue(json), streams);
        });
        return command;
    }

    private static int Show(Overview overview, bool isJson, Streams streams)
    {
        overview.SayProblems(streams.Error);
        streams.Output.Write(isJson ? StatusJson.Of(overview) + streams.Output.NewLine : Table(overview, streams));
        return overview.IsComplete ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Watch(Func<Overview> look, MachineView machine, Streams streams)
    {
        var isComplete = false;
        if (!Screen.TryWatch(Draw, streams, machine))
            return ExitCode.InvalidCommandLine;
        return isComplete ? ExitCode.Ok : ExitCode.Failed;

        string Draw()
        {
            var overview = look();
            isComplete = overview.IsComplete;
            using var problems = new StringWriter { NewLine = streams.Output.NewLine };
            overview.SayProblems(problems);
            return $"{problems}{Table(overview, streams)}";
        }
    }

    /// <summary>In one piece: the console takes each line that it is given to the system by itself.</summary>
    private static string Table(Overview overview, Streams streams)
    {
        if (overview.Volumes.Count == 0)
            return overview.IsComplete ? $"No mirror is active on this machine.{streams.Output.NewLine}" : "";
        return string.Concat(StatusTable.Lines(overview.Volumes, streams.HasColour).Select(line => line + streams.Output.NewLine));
    }

    private static int Refuse(string why, Streams streams)
    {
        streams.Error.WriteLine($"mirrorguard: {why}");
        return ExitCode.InvalidCommandLine;
    }
}
