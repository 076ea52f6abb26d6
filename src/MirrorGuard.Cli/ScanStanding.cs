using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace MirrorGuard.Cli;

/// <summary>How the scan of a volume stands, as the plugin tells it.</summary>
/// <param name="Volume"><c>vg/lv</c></param>
/// <param name="State"><c>off</c>, <c>resting</c>, <c>waiting</c> or <c>reading</c>.</param>
/// <param name="WaitsFor">What it waits for; null: nothing.</param>
/// <param name="Position">Bytes read of each leg; 0 between two passes.</param>
/// <param name="Length">Bytes of each leg; 0 while not known.</param>
/// <param name="Rate">Bytes of each leg per second.</param>
/// <param name="StartedAt">When the pass began; null between two passes.</param>
/// <param name="LastFinishedAt">When the last pass ended; null: none has.</param>
/// <param name="Mismatches">Places of this pass where legs differ.</param>
/// <param name="MismatchedSectors">How long they are together.</param>
/// <param name="Unreadable">Places that cannot be read.</param>
/// <param name="Relocated">Places that were rewritten.</param>
internal sealed record ScanStanding(
    string Volume,
    string State,
    string? WaitsFor,
    ulong Position,
    ulong Length,
    double Rate,
    DateTimeOffset? StartedAt,
    DateTimeOffset? LastFinishedAt,
    int Mismatches,
    long MismatchedSectors,
    int Unreadable,
    int Relocated)
{
    /// <summary>Of an answer that is none.</summary>
    internal const string NotUnderstood = "the plugin's answer is not understood: it may be of another version than this command";

    /// <summary>Reads an answer.</summary>
    /// <exception cref="IOException">The plugin refuses; or it is no answer.</exception>
    internal static IReadOnlyList<ScanStanding> Read(byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (!root.GetProperty("ok").GetBoolean())
                throw new IOException(Printable.Text(Encoding.UTF8.GetBytes(root.GetProperty("error").GetString()!)));
            return root.TryGetProperty("volumes", out var volumes) ? [.. volumes.EnumerateArray().Select(Of)] : [];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IOException(NotUnderstood, exception);
        }
    }

    private static ScanStanding Of(JsonElement volume) => new(
        Text(volume, "volume")!,
        Text(volume, "state")!,
        Text(volume, "waitsFor"),
        volume.GetProperty("position").GetUInt64(),
        volume.GetProperty("length").GetUInt64(),
        volume.GetProperty("rate").GetDouble(),
        Time(volume, "startedAt"),
        Time(volume, "lastFinishedAt"),
        volume.GetProperty("mismatches").GetInt32(),
        volume.GetProperty("mismatchedSectors").GetInt64(),
        volume.GetProperty("unreadable").GetInt32(),
        volume.GetProperty("relocated").GetInt32());

    private static DateTimeOffset? Time(JsonElement volume, string name) =>
        volume.GetProperty(name) is { ValueKind: not JsonValueKind.Null } time ? time.GetDateTimeOffset() : null;

    private static string? Text(JsonElement volume, string name) =>
        volume.GetProperty(name) is { ValueKind: not JsonValueKind.Null } text ? Printable.Text(Encoding.UTF8.GetBytes(text.GetString()!)) : null;
}
