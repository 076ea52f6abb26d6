using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Text;
using System.Text.Json;
using MirrorGuard.Core.Control;

namespace MirrorGuard.Cli;

/// <summary>
/// <c>mirrorguard test-report</c>: has the plugin send a report that says that it is a test, the way that it sends the others, and tells
/// what became of it.
/// </summary>
internal static class TestReportCommand
{
    /// <summary>Looks at what became of it: longer than the plugin lets a program run, at five looks a second.</summary>
    private const int MostLooks = 350;

    public static Command Create(Streams streams, MachineView machine)
    {
        var command = new Command("test-report", "Has a report sent that says that it is a test, and tells whether it was.");
        command.SetAction(_ => Run(streams, machine));
        return command;
    }

    private static int Run(Streams streams, MachineView machine)
    {
        var before = Ask(ControlCommand.ReportStatus, streams);
        Ask(ControlCommand.ReportTest, streams);
        if (before.Program.Length == 0)
        {
            streams.Output.WriteLine("The journal and the history have the test. No program is told of reports: set report/program in /etc/lvm/mirrorguard.conf.");
            return ExitCode.Ok;
        }
        for (var look = 0; look < MostLooks; look++)
        {
            var now = Ask(ControlCommand.ReportStatus, streams);
            if (now.Failed > before.Failed)
            {
                streams.Error.WriteLine($"mirrorguard: {now.Program} was not told: {now.LastFault ?? "see dmeventd's log"}");
                return ExitCode.Failed;
            }
            if (now.Sent > before.Sent)
            {
                streams.Output.WriteLine($"{now.Program} was told, and says that all went well.");
                return ExitCode.Ok;
            }
            machine.Rest();
        }
        streams.Error.WriteLine($"mirrorguard: {before.Program} was not told within a minute; other reports may be before it: see dmeventd's log");
        return ExitCode.Failed;
    }

    private static Standing Ask(ControlCommand command, Streams streams)
    {
        try
        {
            using var answer = JsonDocument.Parse(streams.AskPlugin(new ControlRequest(command, null).ToLine()));
            var root = answer.RootElement;
            if (!root.GetProperty("ok").GetBoolean())
                throw new IOException(Clean(root.GetProperty("error").GetString()));
            return command == ControlCommand.ReportTest ? default : new Standing(
                Clean(root.GetProperty("program").GetString()), root.GetProperty("sent").GetInt64(), root.GetProperty("failed").GetInt64(),
                root.GetProperty("lastFault").GetString() is { } fault ? Clean(fault) : null);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IOException(ScanStanding.NotUnderstood, exception);
        }
    }

    private static string Clean(string? text) => Printable.Text(Encoding.UTF8.GetBytes(text ?? ""));

    /// <summary>What was sent and what failed since dmeventd started.</summary>
    private readonly record struct Standing(string Program, long Sent, long Failed, string? LastFault);
}
