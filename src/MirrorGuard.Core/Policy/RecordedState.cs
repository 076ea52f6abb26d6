using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Tables;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// What a registration left of itself in <c>/run/mirrorguard</c>, as far as it is about the legs: what the next registration goes on
/// with, and what a person is shown. Times are of the machine's monotonic clock; the file does not outlive a boot.
/// <code>
/// {"version":1,"volume":"vg/lv","stage":"Released","leg":1,"layout":123,"since":4711,"toCopy":2,"inDoubt":0,"outOfSync":0,
///  "image":{…,"parameters":"8:16 2048"}, …}
/// </code>
/// </summary>
/// <param name="Outage">The part that is waited for; <see cref="OutageStage.None"/> when there is none.</param>
/// <param name="InDoubt">The legs that are in doubt.</param>
/// <param name="Layout">The legs of that time (<see cref="Diagnosis.Layout"/>).</param>
/// <param name="OutOfSync">Regions out of sync at that time.</param>
/// <param name="ImageDisk">The disk that the second image lies on by its own table; null when it was not known.</param>
public readonly record struct RecordedState(Outage Outage, DeadParts InDoubt, ulong Layout, ulong OutOfSync, DeviceNumber? ImageDisk = null)
{
    /// <summary>What is written as <c>version</c>; another one is not read.</summary>
    public const int Version = 1;

    /// <summary>What a registration that finds the record goes on with.</summary>
    public DeviceState Recalled => new(RepairState.InDoubt(InDoubt, Layout, OutOfSync), Outage);

    /// <summary>Reads a record; false when it is damaged, of another version, or none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> record, out RecordedState state) => TryRead(record, out state, static _ => { });

    /// <summary>The same, and hands what else is in the record to <paramref name="readRest"/>, which may throw as <see cref="JsonElement"/> does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> record, out RecordedState state, Action<JsonElement> readRest)
    {
        state = default;
        if (record.IsEmpty)
            return false;
        try
        {
            using var document = JsonDocument.Parse(record.ToArray());
            if (!TryRead(document.RootElement, out var read))
                return false;
            readRest(document.RootElement);
            state = read;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static bool TryRead(JsonElement root, out RecordedState state)
    {
        state = default;
        if (!root.TryGetProperty("version"u8, out var version) || version.GetInt32() != Version)
            return false;
        if (!Enum.TryParse<OutageStage>(root.GetProperty("stage"u8).GetString(), out var stage))
            return false;
        var layout = root.GetProperty("layout"u8).GetUInt64();
        var outage = new Outage(
            stage,
            root.GetProperty("leg"u8).GetInt32(),
            layout,
            new Instant(root.GetProperty("since"u8).GetInt64()),
            ToCopy: root.GetProperty("toCopy"u8).GetUInt64());
        if (outage.Leg is < Outage.Log or >= MirrorStatus.MaxLegs)
            return false;
        state = new RecordedState(
            stage == OutageStage.None ? default : outage,
            (DeadParts)root.GetProperty("inDoubt"u8).GetInt32() & DeadParts.Legs,
            layout,
            root.TryGetProperty("outOfSync"u8, out var regions) ? regions.GetUInt64() : 0,
            ReadImageDisk(root));
        return true;
    }

    private static DeviceNumber? ReadImageDisk(JsonElement root)
    {
        if (!root.TryGetProperty("image"u8, out var image))
            return null;
        var parameters = Encoding.ASCII.GetBytes(image.GetProperty("parameters"u8).GetString() ?? "");
        return LinearTable.TryParse(parameters, out var place) ? place.Disk : null;
    }
}
