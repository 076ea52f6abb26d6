using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Completions;
using System.IO;
using System.Linq;
using System.Text;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Naming;

namespace MirrorGuard.Cli;

/// <summary><c>mirrorguard scan start|stop|status [vg/lv...]</c>: the scan of healthy mirrors, which the plugin carries out.</summary>
internal static class ScanCommand
{
    public static Command Create(Streams streams) => new("scan", "Starts, stops and shows the scan that reads and compares the legs of healthy mirrors.")
    {
        Order("start", "Reads all of it now, as fast as scan/bandwidth allows, whatever the time of day.", ControlCommand.ScanStart, streams),
        Order("stop", "Ends the pass that is under way; the next one begins an interval later.", ControlCommand.ScanStop, streams),
        Status(streams),
    };

    private static Command Order(string name, string description, ControlCommand order, Streams streams)
    {
        var volumes = Volumes();
        var command = new Command(name, description) { volumes };
        command.SetAction(parsed => ForEach(parsed.GetValue(volumes)!, streams, volume =>
            ScanStanding.Read(streams.AskPlugin(new ControlRequest(order, volume).ToLine()))));
        return command;
    }

    private static Command Status(Streams streams)
    {
        var volumes = Volumes();
        var json = new Option<bool>("--json") { Description = "The plugin's own answers, one line each: bytes, bytes per second, RFC 3339." };
        var command = new Command("status", "Shows where scans are and what they have found.") { volumes, json };
        command.SetAction(parsed => Show(parsed.GetValue(volumes)!, parsed.GetValue(json), streams));
        return command;
    }

    private static Argument<string[]> Volumes() => new("VOLUME")
    {
        Description = "vg/lv, /dev/vg/lv or /dev/mapper/vg-lv; nothing means all.",
        Arity = ArgumentArity.ZeroOrMore,
        CompletionSources = { _ => VolumeCompletion.Names().Select(name => new CompletionItem(name)) },
    };

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

    /// <summary>One volume that cannot be asked for does not keep the others from it.</summary>
    private static int ForEach(string[] names, Streams streams, Action<VolumeName?> ask)
    {
        var volumes = new List<VolumeName?>();
        foreach (var name in names)
        {
            if (!ControlRequest.TryParseVolume(name, out var volume))
            {
                streams.Error.WriteLine($"mirrorguard: {Printable.Text(Encoding.UTF8.GetBytes(name))} is no volume; it is named vg/lv, /dev/vg/lv or /dev/mapper/vg-lv");
                return ExitCode.InvalidCommandLine;
            }
            volumes.Add(volume);
        }
        var exitCode = ExitCode.Ok;
        foreach (var volume in volumes.Count == 0 ? [null] : volumes)
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
