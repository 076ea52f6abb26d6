using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Naming;

namespace MirrorGuard.Cli;

/// <summary><c>mirrorguard scan start|stop|status [vg/lv...]</c>: the scan of healthy mirrors, which the plugin carries out.</summary>
internal static class ScanCommand
{
    public static Command Create(Streams streams, MachineView machine) => new("scan", "Starts, stops and shows the scan that reads and compares the legs of healthy mirrors.")
    {
        Order("start", "Reads all of it now, as fast as scan/bandwidth allows, whatever the time of day.", ControlCommand.ScanStart, streams),
        Order("stop", "Ends the pass that is under way; the next one begins an interval later.", ControlCommand.ScanStop, streams),
        Status(streams, machine),
    };

    private static Command Order(string name, string description, ControlCommand order, Streams streams)
    {
        var volumes = VolumeArguments.Create("nothing means all");
        var command = new Command(name, description) { volumes };
        command.SetAction(parsed => ForEach(parsed.GetValue(volumes)!, streams, volume =>
            ScanStanding.Read(streams.AskPlugin(new ControlRequest(order, volume).ToLine()))));
        return command;
    }

    private static Command Status(Streams streams, MachineView machine)
    {
        var volumes = VolumeArguments.Create("nothing means all");
        var json = new Option<bool>("--json") { Description = "The plugin's own answers, one line each: bytes, bytes per second, RFC 3339." };
        var watch = new Option<bool>("--watch") { Description = "Shows it anew every 2 s, on a terminal, until Ctrl-C." };
        var command = new Command("status", "Shows where scans are and what they have found.") { volumes, json, watch };
        command.SetAction(parsed =>
        {
            var names = parsed.GetValue(volumes)!;
            if (!parsed.GetValue(watch))
                return Show(names, parsed.GetValue(json), streams);
            if (parsed.GetValue(json))
            {
                streams.Error.WriteLine("mirrorguard: --watch and --json exclude each other");
                return ExitCode.InvalidCommandLine;
            }
            return Watch(names, streams, machine);
        });
        return command;
    }

    private static int Show(string[] names, bool isJson, Streams streams)
    {
        var standings = new List<ScanStanding>();
        var exitCode = ForEach(names, streams, volume =>
        {
            var answer = streams.AskPlugin(new ControlRequest(ControlCommand.ScanStatus, volume).ToLine());
            standings.AddRange(ScanStanding.Read(answer));
            if (isJson)
                streams.Output.WriteLine(Encoding.UTF8.GetString(answer));
        });
        if (!isJson && standings.Count > 0)
        {
            foreach (var line in ScanTable.Lines([.. standings.OrderBy(scan => scan.Volume, StringComparer.Ordinal)]))
                streams.Output.WriteLine(line);
        }
        return exitCode;
    }

    private static int Watch(string[] names, Streams streams, MachineView machine)
    {
        var exitCode = ExitCode.Ok;
        return Screen.TryWatch(Draw, streams, machine) ? exitCode : ExitCode.InvalidCommandLine;

        string Draw()
        {
            using var screen = new StringWriter { NewLine = streams.Output.NewLine };
            exitCode = Show(names, isJson: false, streams with { Output = screen, Error = screen });
            return screen.ToString();
        }
    }

    /// <summary>One volume that cannot be asked for does not keep the others from it.</summary>
    private static int ForEach(string[] names, Streams streams, Action<VolumeName?> ask)
    {
        if (!VolumeArguments.TryParse(names, streams, out var volumes))
            return ExitCode.InvalidCommandLine;
        var exitCode = ExitCode.Ok;
        foreach (var volume in volumes.DefaultIfEmpty<VolumeName?>(null))
        {
            try
            {
                ask(volume);
            }
            catch (IOException failure)
            {
                streams.Error.WriteLine($"mirrorguard: {failure.Message}");
                exitCode = ExitCode.Failed;
            }
        }
        return exitCode;
    }
}
