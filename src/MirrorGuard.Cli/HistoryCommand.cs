using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Reports;

namespace MirrorGuard.Cli;

/// <summary><c>mirrorguard history [vg/lv...]</c>: what was seen, decided and done, the last of it last.</summary>
internal static class HistoryCommand
{
    private const int DefaultCount = 50;

    public static Command Create(Streams streams, MachineView machine)
    {
        var volumes = VolumeArguments.Create("nothing means all, also those that are gone");
        var json = new Option<bool>("--json") { Description = "A JSON object on each line: time (RFC 3339), volume, event, severity, text, status." };
        var events = new Option<bool>("--events") { Description = "Only what people are told of, without the notes in between." };
        var count = new Option<int>("--lines", "-n") { Description = "How many entries, the last ones; 0: all.", DefaultValueFactory = _ => DefaultCount };
        var command = new Command("history", "Shows what was seen, decided and done.") { volumes, count, events, json };
        command.SetAction(parsed =>
        {
            if (!VolumeArguments.TryParse(parsed.GetValue(volumes)!, streams, out var wanted))
                return ExitCode.InvalidCommandLine;
            if (parsed.GetValue(count) < 0)
            {
                streams.Error.WriteLine("mirrorguard: --lines takes a number from 0 on");
                return ExitCode.InvalidCommandLine;
            }
            return Show(wanted, parsed.GetValue(count), parsed.GetValue(events), parsed.GetValue(json), streams, machine);
        });
        return command;
    }

    private static int Show(IReadOnlyList<VolumeName> volumes, int count, bool isOfEvents, bool isJson, Streams streams, MachineView machine)
    {
        var names = volumes.Select(volume => volume.ToString()).ToHashSet();
        List<HistoryEntry> entries;
        try
        {
            entries = [.. machine.ReadHistory().Where(entry =>
                (names.Count == 0 || names.Contains(entry.Volume)) && !(isOfEvents && entry.Event == EventNames.Of(EventKind.Noted)))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            streams.Error.WriteLine($"mirrorguard: the history cannot be read: {exception.Message}");
            return ExitCode.Failed;
        }
        var unknown = names.Where(name => !entries.Exists(entry => entry.Volume == name)).ToList();
        foreach (var name in unknown)
            streams.Error.WriteLine($"mirrorguard: there is no history of {name}");
        foreach (var line in (count == 0 ? entries : entries.TakeLast(count)).SelectMany(entry => Lines(entry, isJson, streams.IsOutputTerminal)))
            streams.Output.WriteLine(line);
        return unknown.Count > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    /// <summary>For a program an object or a line; for a person a heading, and the sentences below it.</summary>
    private static IEnumerable<string> Lines(HistoryEntry entry, bool isJson, bool isForTerminal)
    {
        if (isJson)
            return [Encoding.UTF8.GetString(entry.ToLine()).TrimEnd('\n')];
        var what = entry.Event == EventNames.Of(EventKind.Noted) ? entry.Severity : entry.Event;
        var head = $"{Local(entry.Time)}  {(entry.Volume.Length > 0 ? $"{Clean(entry.Volume)}  " : "")}{Clean(what)}";
        return isForTerminal ? [head, .. Layout.Indented(Clean(entry.Text))] : [$"{head}: {Clean(entry.Text)}"];
    }

    private static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Clean(string text) => Printable.Text(Encoding.UTF8.GetBytes(text));
}
