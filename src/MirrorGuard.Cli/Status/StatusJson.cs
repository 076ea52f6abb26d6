using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Standing;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Cli.Status;

/// <summary>
/// Volumes as one JSON document, for programs. What is there keeps its name and meaning; more may come beside it, and more words of
/// <c>state</c>, <c>stage</c> and <c>health</c>, unless <c>version</c> changes. Null says that something is not known or does not apply.
/// <code>
/// {"version":1,"time":"2026-11-20T03:04:05+00:00","isPluginKnown":true,"problems":["…"],"volumes":[{
///   "volume":"vg/lv","dmName":"vg-lv","dmUuid":"LVM-…","device":"254:5",
///   "state":"released","summary":"writes go on …","isSuspended":false,"isWatched":true,
///   "sectors":131072,"bytes":67108864,"regions":128,"outOfSyncRegions":9,
///   "wait":{"stage":"released","leg":1,"since":"…","until":"…","rule":"faults/leg_grace = 300","copyRegions":9},
///   "targets":[{"sectors":131072,"bytes":67108864,"regions":128,"outOfSyncRegions":9,
///     "legs":[{"leg":0,"role":"primary","image":"lv_mimage_0","disks":["/dev/sda"],"device":"254:3","health":"alive","letter":"A","isReleased":false}],
///     "log":{"kind":"disk","image":"lv_mlog","disks":["/dev/sdc"],"device":"254:2","health":"alive"}}],
///   "scan":{"state":"waiting","waitsFor":"…","positionBytes":0,"lengthBytes":67108864,"bytesPerSecond":1024,"startedAt":null,"lastFinishedAt":null,
///     "mismatches":0,"mismatchedSectors":0,"unreadable":0,"relocated":0}}]}
/// </code>
/// </summary>
/// <remarks>
/// <c>state</c> is a <see cref="Condition"/>, <c>stage</c> an <see cref="OutageStage"/>, <c>health</c> a <see cref="Health"/>, <c>kind</c> a
/// <see cref="LogKind"/>, each beginning with a small letter. A leg of -1 is the log. <c>since</c> is when the part failed; <c>until</c>
/// null where the wait has no end. Of <c>isWatched</c> and <c>scan</c>, null says that the plugin did not tell.
/// </remarks>
internal static class StatusJson
{
    /// <summary>The same for a person who asks for help.</summary>
    internal const string Shape = "volumes[] with volume, state, summary, isWatched, sectors, bytes, regions, outOfSyncRegions, wait (stage, leg, since, "
        + "until, rule), targets[] (legs[], log) and scan; times are RFC 3339, null is not known.";

    private const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    internal static string Of(Overview overview)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version"u8, Version);
            json.WriteString("time"u8, overview.Time.ToUniversalTime());
            json.WriteBoolean("isPluginKnown"u8, overview.IsPluginKnown);
            Write(json, "problems"u8, overview.Problems);
            json.WriteStartArray("volumes"u8);
            foreach (var volume in overview.Volumes)
                Write(json, volume);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, VolumeView view)
    {
        json.WriteStartObject();
        json.WriteString("volume"u8, view.Facts.Volume);
        json.WriteString("dmName"u8, view.Mirror.Identity.Name);
        json.WriteString("dmUuid"u8, view.Mirror.Identity.Uuid);
        json.WriteString("device"u8, view.Mirror.Device.ToString());
        json.WriteString("state"u8, Word(view.Standing.Condition));
        json.WriteString("summary"u8, view.Sentence);
        json.WriteBoolean("isSuspended"u8, view.Mirror.IsSuspended);
        Write(json, "isWatched"u8, view.Facts.IsWatched);
        Write(json, view.Facts.Length, view.Facts.InSync);
        WriteWait(json, view);
        json.WriteStartArray("targets"u8);
        for (var target = 0; target < view.Facts.Status.Mirrors.Length; target++)
            WriteTarget(json, view, target);
        json.WriteEndArray();
        Write(json, view.Scan);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Core.Sectors length, InSyncRatio ratio)
    {
        json.WriteNumber("sectors"u8, length.Count);
        json.WriteNumber("bytes"u8, length.Bytes);
        json.WriteNumber("regions"u8, ratio.Total);
        json.WriteNumber("outOfSyncRegions"u8, ratio.OutOfSync);
    }

    private static void WriteWait(Utf8JsonWriter json, VolumeView view)
    {
        if (view.Standing.Outage.Stage == OutageStage.None)
        {
            json.WriteNull("wait"u8);
            return;
        }
        json.WriteStartObject("wait"u8);
        json.WriteString("stage"u8, Word(view.Standing.Outage.Stage));
        json.WriteNumber("leg"u8, view.Standing.Outage.Leg);
        Write(json, "since"u8, view.Since);
        Write(json, "until"u8, view.Until);
        json.WriteString("rule"u8, view.Rule);
        json.WriteNumber("copyRegions"u8, view.Standing.Outage.ToCopy);
        json.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter json, VolumeView view, int target)
    {
        var mirror = view.Facts.Status.Mirrors[target];
        var names = view.Facts.Names[target];
        json.WriteStartObject();
        Write(json, view.Facts.Lengths[target], mirror.InSync);
        json.WriteStartArray("legs"u8);
        for (var leg = 0; leg < mirror.LegCount; leg++)
        {
            json.WriteStartObject();
            json.WriteNumber("leg"u8, leg);
            json.WriteString("role"u8, leg == 0 ? "primary" : "secondary");
            Write(json, names.Of(mirror[leg].Device));
            json.WriteString("health"u8, Word(mirror[leg].Health));
            json.WriteString("letter"u8, HealthLetter.Of(mirror[leg].Health).ToString(CultureInfo.InvariantCulture));
            json.WriteBoolean("isReleased"u8, leg == 1 && view.Facts.IsSecondImageOut);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("log"u8);
        json.WriteString("kind"u8, Word(mirror.Log.Kind));
        if (mirror.Log.HasDevice)
            Write(json, names.Of(mirror.Log.Device));
        json.WriteString("health"u8, Word(mirror.Log.Health));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ComponentName name)
    {
        json.WriteString("image"u8, name.Image);
        Write(json, "disks"u8, name.Disks);
        json.WriteString("device"u8, name.Device.ToString());
    }

    private static void Write(Utf8JsonWriter json, ScanStanding? scan)
    {
        if (scan is null)
        {
            json.WriteNull("scan"u8);
            return;
        }
        json.WriteStartObject("scan"u8);
        json.WriteString("state"u8, scan.State);
        json.WriteString("waitsFor"u8, scan.WaitsFor);
        json.WriteNumber("positionBytes"u8, scan.Position);
        json.WriteNumber("lengthBytes"u8, scan.Length);
        json.WriteNumber("bytesPerSecond"u8, scan.Rate);
        Write(json, "startedAt"u8, scan.StartedAt);
        Write(json, "lastFinishedAt"u8, scan.LastFinishedAt);
        json.WriteNumber("mismatches"u8, scan.Mismatches);
        json.WriteNumber("mismatchedSectors"u8, scan.MismatchedSectors);
        json.WriteNumber("unreadable"u8, scan.Unreadable);
        json.WriteNumber("relocated"u8, scan.Relocated);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } known)
            json.WriteBoolean(name, known);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteString(name, known.ToUniversalTime());
        else
            json.WriteNull(name);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
