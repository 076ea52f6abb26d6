using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using MirrorGuard.Core.Control;

namespace MirrorGuard.Cli;

/// <summary>What became of reports since dmeventd started, as the plugin tells it.</summary>
/// <param name="Program">The program that is told; empty: none.</param>
/// <param name="Sent">How often it was told, and said that all went well.</param>
/// <param name="Failed">How often not.</param>
/// <param name="LastFault">Why the last time; null: it went well.</param>
internal readonly record struct ReportStanding(string Program, long Sent, long Failed, string? LastFault)
{
    /// <summary>Asks the plugin how it stands.</summary>
    /// <exception cref="IOException">It does not answer, or not with that.</exception>
    internal static ReportStanding Ask(Streams streams) => Ask(ControlCommand.ReportStatus, streams, root => new ReportStanding(
        Clean(root.GetProperty("program").GetString()),
        root.GetProperty("sent").GetInt64(),
        root.GetProperty("failed").GetInt64(),
        root.GetProperty("lastFault").GetString() is { } fault ? Clean(fault) : null));

    /// <summary>Has the plugin send a test.</summary>
    /// <exception cref="IOException">It does not answer, or not with that.</exception>
    internal static void SendTest(Streams streams) => _ = Ask(ControlCommand.ReportTest, streams, _ => true);

    private static T Ask<T>(ControlCommand command, Streams streams, Func<JsonElement, T> read)
    {
        try
        {
            using var answer = JsonDocument.Parse(streams.AskPlugin(new ControlRequest(command, null).ToLine()));
            var root = answer.RootElement;
            return root.GetProperty("ok").GetBoolean() ? read(root) : throw new IOException(Clean(root.GetProperty("error").GetString()));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IOException(ScanStanding.NotUnderstood, exception);
        }
    }

    private static string Clean(string? text) => Printable.Text(Encoding.UTF8.GetBytes(text ?? ""));
}
