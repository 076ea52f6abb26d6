using System;
using System.Collections.Generic;
using System.Globalization;
using MirrorGuard.Core.Reports;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Reports;

/// <summary>What a person is told of an occurrence.</summary>
/// <param name="Of">What happened, last.</param>
/// <param name="Time">When.</param>
/// <param name="Count">How often since the message before, of which this is the last time.</param>
internal sealed record ReportLetter(Occurrence Of, DateTimeOffset Time, int Count)
{
    /// <summary>What the program gets after its name: the event, and the volume, or nothing of that.</summary>
    internal IReadOnlyList<string> Arguments => [EventNames.Of(Of.Kind), Of.Volume];

    /// <summary>
    /// For the program and for the journal: <c>MIRRORGUARD_EVENT</c>, <c>_VOLUME</c>, <c>_SEVERITY</c>, <c>_MESSAGE</c>, <c>_TIME</c> (RFC 3339),
    /// <c>_COUNT</c>, <c>_NEEDS_PERSON</c> (1 or 0), <c>_HOST</c>, and <c>_STATUS</c>, what the kernel said, where it was asked.
    /// </summary>
    internal IReadOnlyList<ReportField> Fields
    {
        get
        {
            List<ReportField> fields =
            [
                new("MIRRORGUARD_EVENT", EventNames.Of(Of.Kind)),
                new("MIRRORGUARD_VOLUME", Of.Volume),
                new("MIRRORGUARD_SEVERITY", NameOf(Of.Severity)),
                new("MIRRORGUARD_MESSAGE", Message),
                new("MIRRORGUARD_TIME", Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture)),
                new("MIRRORGUARD_COUNT", Count.ToString(CultureInfo.InvariantCulture)),
                new("MIRRORGUARD_NEEDS_PERSON", Of.Kind is EventKind.NeedsPerson or EventKind.OtherDisk ? "1" : "0"),
                new("MIRRORGUARD_HOST", Environment.MachineName),
            ];
            if (Of.Status is { } status)
                fields.Add(new("MIRRORGUARD_STATUS", status));
            return fields;
        }
    }

    /// <summary>The line of the log, and how often it was there.</summary>
    internal string Message => Count == 1 ? Of.Line : string.Create(CultureInfo.InvariantCulture, $"{Of.Line} ({Count} times since the last message.)");

    /// <summary>The name of a severity.</summary>
    internal static string NameOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Notice => "notice",
        Severity.Information => "information",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };
}
