using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Reattach;

/// <summary>
/// The legs that are to be put back, for the next dmeventd, as JSON. Times are milliseconds of the machine's monotonic clock; the file
/// does not outlive a boot.
/// <code>
/// {"version":1,"legs":[{"vg":"vg","lv":"lv","vgUuid":"IYOB2z-…","lvUuid":"rIp97z-…","leg":"lv_mimage_0 on /dev/sdb (254:3)",
///  "disk":"o7uxFu-…","sectors":131072,"logDisk":"","hasCoreLog":false,"legs":2,"since":4711,"left":"IYOB2z-…|rIp97z-…|vg|lv|32768|linear|1|/dev/sdc(0)"}]}
/// </code>
/// </summary>
internal static class ReattachRecord
{
    private const int Version = 1;

    /// <summary>Beside the devices' own, whose UUIDs begin with LVM's prefix.</summary>
    internal static DeviceIdentity Place { get; } = new("reattach", "reattach");

    /// <summary>The record; each leg with how LVM left its volume, empty while that is not known.</summary>
    internal static byte[] Write(IEnumerable<(RemovedLeg Leg, string Left)> legs)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("version"u8, Version);
        json.WriteStartArray("legs"u8);
        foreach (var (leg, left) in legs)
            Write(json, leg, left);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What was written; nothing where it is damaged or of another version.</summary>
    internal static List<(RemovedLeg Leg, string Left)> Read(ReadOnlySpan<byte> record)
    {
        List<(RemovedLeg, string)> legs = [];
        if (record.IsEmpty)
            return legs;
        try
        {
            using var document = JsonDocument.Parse(record.ToArray());
            if (document.RootElement.GetProperty("version"u8).GetInt32() != Version)
                return [];
            foreach (var leg in document.RootElement.GetProperty("legs"u8).EnumerateArray())
            {
                if (Read(leg) is { } read)
                    legs.Add((read, leg.GetProperty("left"u8).GetString() ?? ""));
            }
            return legs;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    private static void Write(Utf8JsonWriter json, RemovedLeg leg, string left)
    {
        json.WriteStartObject();
        json.WriteString("vg"u8, leg.Volume.Vg);
        json.WriteString("lv"u8, leg.Volume.Lv);
        json.WriteString("vgUuid"u8, leg.Id.Vg.ToString());
        json.WriteString("lvUuid"u8, leg.Id.Lv.ToString());
        json.WriteString("leg"u8, leg.Leg);
        json.WriteString("disk"u8, leg.Disk.Uuid.ToString());
        json.WriteNumber("sectors"u8, leg.Disk.Sectors);
        json.WriteString("logDisk"u8, leg.LogDisk.ToString());
        json.WriteBoolean("hasCoreLog"u8, leg.HasCoreLog);
        json.WriteNumber("legs"u8, leg.LegsBefore);
        json.WriteNumber("since"u8, leg.Since.Milliseconds);
        json.WriteString("left"u8, left);
        json.WriteEndObject();
    }

    private static RemovedLeg? Read(JsonElement leg)
    {
        _ = PvUuid.TryParse(Text(leg, "logDisk"), out var logDisk);
        var legs = leg.GetProperty("legs"u8).GetInt32();
        var isWhole = PvUuid.TryParse(Text(leg, "vgUuid"), out var vg) & PvUuid.TryParse(Text(leg, "lvUuid"), out var lv)
            & PvUuid.TryParse(Text(leg, "disk"), out var disk) & legs is >= 2 and <= MirrorStatus.MaxLegs;
        if (!isWhole || Text(leg, "vg").Length == 0 || Text(leg, "lv").Length == 0)
            return null;
        return new RemovedLeg(
            new VolumeName(Text(leg, "vg"), Text(leg, "lv")), new VolumeId(vg, lv), Text(leg, "leg"), new DiskIdentity(leg.GetProperty("sectors"u8).GetUInt64(), disk),
            logDisk, leg.GetProperty("hasCoreLog"u8).GetBoolean(), legs, new Instant(leg.GetProperty("since"u8).GetInt64()));
    }

    private static string Text(JsonElement leg, string name) => leg.GetProperty(name).GetString() ?? "";
}
