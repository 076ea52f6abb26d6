using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MirrorGuard.Core.Reports;

/// <summary>
/// A line of the history: what was seen, decided or done.
/// <code>
/// {"time":"2026-11-23T10:00:00.123+00:00","volume":"vg/lv","event":"leg-released","severity":"warning","text":"…","status":"2 254:3 254:4 …"}
/// </code>
/// </summary>
/// <param name="Time">When.</param>
/// <param name="Volume"><c>vg/lv</c>; empty: of no volume.</param>
/// <param name="Event">One of <see cref="EventNames"/>.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c>, <c>notice</c> or <c>information</c>.</param>
/// <param name="Text">A sentence or more, for a person.</param>
/// <param name="Status">What the kernel said of the mirror then; null: it was not asked for this.</param>
public sealed record HistoryEntry(DateTimeOffset Time, string Volume, string Event, string Severity, string Text, string? Status)
{
    /// <summary>Names of volumes are ASCII; the quotation marks of a sentence are to be read by people too.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line, with its end.</summary>
    public byte[] ToLine()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time"u8, Time);
            json.WriteString("volume"u8, Volume);
            json.WriteString("event"u8, Event);
            json.WriteString("severity"u8, Severity);
            json.WriteString("text"u8, Text);
            if (Status is not null)
                json.WriteString("status"u8, Status);
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Reads a line without its end; false where it is none, such as one that a crash cut off.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> line, [NotNullWhen(true)] out HistoryEntry? entry)
    {
        entry = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            entry = new HistoryEntry(
                root.GetProperty("time"u8).GetDateTimeOffset(),
                Read(root, "volume"u8), Read(root, "event"u8), Read(root, "severity"u8), Read(root, "text"u8),
                root.TryGetProperty("status"u8, out var status) ? status.GetString() : null);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
        return true;
    }

    private static string Read(JsonElement root, ReadOnlySpan<byte> name) => root.GetProperty(name).GetString() ?? "";
}
