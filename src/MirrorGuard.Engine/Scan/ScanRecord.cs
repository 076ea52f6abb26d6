using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using MirrorGuard.Core;
using MirrorGuard.Core.Scan;

namespace MirrorGuard.Engine.Scan;

/// <summary>
/// What of a scan outlives the machine's run: two lines, JSON and its checksum (CRC-32C), so that a file that was cut off or altered is
/// not believed.
/// <code>
/// {"version":1,"volume":"vg/lv","layout":123,"pass":{"cursor":4096,"startedAt":"2026-11-23T01:00:00+00:00","onDemand":false,"mismatches":0,
///  "mismatchedSectors":0,"unreadable":0,"relocated":0,"settled":0},"lastFinishedAt":"…","restUntil":"…"}
/// 9ae0daaf
/// </code>
/// </summary>
internal static class ScanRecord
{
    private const int Version = 1;

    /// <summary>The record of a volume.</summary>
    internal static byte[] Write(string volume, in ScanState state, Sectors? unfinished = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, Version);
            json.WriteString("volume"u8, volume);
            json.WriteNumber("layout"u8, state.Layout);
            if (state.PassToKeep(unfinished) is { } pass)
                Write(json, in pass);
            Write(json, "lastFinishedAt"u8, state.LastFinishedAt);
            Write(json, "restUntil"u8, state.RestUntil);
            json.WriteEndObject();
        }
        var checksum = string.Create(CultureInfo.InvariantCulture, $"\n{ChecksumOf(buffer.WrittenSpan):x8}\n");
        return [.. buffer.WrittenSpan, .. Encoding.ASCII.GetBytes(checksum)];
    }

    /// <summary>Reads a record; false when it is damaged or of another version.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> record, out ScanState state)
    {
        state = ScanState.New;
        var end = record.IndexOf((byte)'\n');
        if (end < 0 || !uint.TryParse(Encoding.ASCII.GetString(record[(end + 1)..]).TrimEnd('\n'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum))
            return false;
        if (checksum != ChecksumOf(record[..end]))
            return false;
        try
        {
            using var document = JsonDocument.Parse(record[..end].ToArray());
            return TryRead(document.RootElement, ref state);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static bool TryRead(JsonElement root, ref ScanState state)
    {
        if (root.GetProperty("version"u8).GetInt32() != Version)
            return false;
        state = state with
        {
            Layout = root.GetProperty("layout"u8).GetUInt64(),
            Pass = root.TryGetProperty("pass"u8, out var pass) ? ReadPass(pass) : null,
            LastFinishedAt = ReadTime(root, "lastFinishedAt"),
            RestUntil = ReadTime(root, "restUntil"),
        };
        return true;
    }

    private static void Write(Utf8JsonWriter json, in ScanPass pass)
    {
        json.WriteStartObject("pass"u8);
        json.WriteNumber("cursor"u8, pass.Cursor.Count);
        json.WriteString("startedAt"u8, pass.StartedAt);
        json.WriteBoolean("onDemand"u8, pass.IsOnDemand);
        json.WriteNumber("mismatches"u8, pass.Tally.Mismatches);
        json.WriteNumber("mismatchedSectors"u8, pass.Tally.MismatchedSectors);
        json.WriteNumber("unreadable"u8, pass.Tally.Unreadable);
        json.WriteNumber("relocated"u8, pass.Tally.Relocated);
        json.WriteNumber("settled"u8, pass.Tally.Settled);
        json.WriteEndObject();
    }

    private static ScanPass ReadPass(JsonElement pass) => new(
        new Sectors(pass.GetProperty("cursor"u8).GetUInt64()),
        pass.GetProperty("startedAt"u8).GetDateTimeOffset(),
        pass.GetProperty("onDemand"u8).GetBoolean(),
        new ScanTally(
            pass.GetProperty("mismatches"u8).GetInt32(),
            pass.GetProperty("mismatchedSectors"u8).GetUInt64(),
            pass.GetProperty("unreadable"u8).GetInt32(),
            pass.GetProperty("relocated"u8).GetInt32(),
            pass.GetProperty("settled"u8).GetInt32()));

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } moment)
            json.WriteString(name, moment);
    }

    private static DateTimeOffset? ReadTime(JsonElement root, string name) => root.TryGetProperty(name, out var time) ? time.GetDateTimeOffset() : null;

    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var one in bytes)
            checksum = BitOperations.Crc32C(checksum, one);
        return ~checksum;
    }
}
