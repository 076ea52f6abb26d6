using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Scan;

namespace MirrorGuard.Core.Control;

/// <summary>
/// The lines that answer a <see cref="ControlRequest"/>, each with its end.
/// <code>
/// {"ok":true}
/// {"ok":false,"error":"vg/lv is not monitored here"}
/// {"ok":true,"volumes":[{"volume":"vg/lv","state":"reading","waitsFor":null,"position":4096,"length":8192,"rate":1024,"startedAt":"…","onDemand":false,
///  "lastFinishedAt":null,"daysLeft":0.1,"mismatches":0,"mismatchedSectors":0,"unreadable":0,"relocated":0,"settled":0}]}
/// {"ok":true,"program":"/usr/local/sbin/tell","sent":4,"failed":1,"lastFault":null}
/// </code>
/// Positions and lengths are bytes, rates bytes per second, times RFC 3339.
/// </summary>
public static class ControlReply
{
    /// <summary>It is done, or will be within moments.</summary>
    public static byte[] Done() => Write(static _ => { });

    /// <summary>It is not done.</summary>
    /// <param name="fault">Why, for a person.</param>
    public static byte[] Refused(string fault) => Write(json => json.WriteString("error"u8, fault), isOk: false);

    /// <summary>How scans stand.</summary>
    public static byte[] Of(IReadOnlyList<ScanReport> reports) => Write(json =>
    {
        json.WriteStartArray("volumes"u8);
        foreach (var report in reports)
            Write(json, report);
        json.WriteEndArray();
    });

    /// <summary>How reports fare.</summary>
    public static byte[] Of(ReportStanding standing) => Write(json =>
    {
        json.WriteString("program"u8, standing.Program);
        json.WriteNumber("sent"u8, standing.Sent);
        json.WriteNumber("failed"u8, standing.Failed);
        json.WriteString("lastFault"u8, standing.LastFault);
    });

    private static void Write(Utf8JsonWriter json, ScanReport report)
    {
        json.WriteStartObject();
        json.WriteString("volume"u8, report.Volume);
        json.WriteString("state"u8, report.State);
        json.WriteString("waitsFor"u8, WaitsFor(report));
        json.WriteNumber("position"u8, report.Position);
        json.WriteNumber("length"u8, report.Length);
        json.WriteNumber("rate"u8, Math.Round(report.Rate, 1));
        Write(json, "startedAt"u8, report.Pass?.StartedAt);
        json.WriteBoolean("onDemand"u8, report.Pass is { IsOnDemand: true });
        Write(json, "lastFinishedAt"u8, report.LastFinishedAt);
        if (report.DaysLeft is { } days)
            json.WriteNumber("daysLeft"u8, Math.Round(days, 3));
        else
            json.WriteNull("daysLeft"u8);
        var tally = report.Pass?.Tally ?? default;
        json.WriteNumber("mismatches"u8, tally.Mismatches);
        json.WriteNumber("mismatchedSectors"u8, tally.MismatchedSectors);
        json.WriteNumber("unreadable"u8, tally.Unreadable);
        json.WriteNumber("relocated"u8, tally.Relocated);
        json.WriteNumber("settled"u8, tally.Settled);
        json.WriteEndObject();
    }

    private static string? WaitsFor(ScanReport report) => report.Obstacle switch
    {
        ScanObstacle.None => report.MakesWay ? "others who use its disks" : null,
        ScanObstacle.Off => "it is switched off (scan/enabled)",
        ScanObstacle.OutsideWindow => "its time of day (scan/window)",
        ScanObstacle.Fault => "all legs to be alive and in sync",
        ScanObstacle.Busy => "a change of its tables",
        ScanObstacle.Layout => "a table that is one mirror of whole devices",
        ScanObstacle.Unreadable => "device-mapper to tell its status",
        _ => "a reader",
    };

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } moment)
            json.WriteString(name, moment);
        else
            json.WriteNull(name);
    }

    private static byte[] Write(Action<Utf8JsonWriter> content, bool isOk = true)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok"u8, isOk);
            content(json);
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }
}
