using System;

namespace MirrorGuard.Core.Status;

/// <summary>Reads the status of a mirror target, exactly as kernels 2.6.18 to 6.12 and cmirrord print it.</summary>
/// <remarks>
/// <para>The grammar, with single blanks:</para>
/// <code>
/// status = count " " {device " "}count synced "/" total " 1 " {letter}count " " log
/// letter = "A" | "F" | "D" | "S" | "R" | "U"
/// log    = ""                                      a log type that reports nothing: the line ends with a blank
///        | "1 core" | "3 disk " device " " ("A" | "F" | "D")
///        | ["userspace "] ("1 " clustered "core" | "3 " (clustered "disk" | "cluster") " " device " " ("A" | "D"))
///        | "userspace 1 COM_FAILURE"
/// clustered = "clustered-" | "clustered_"
/// device = major ":" minor
/// </code>
/// <para>
/// One pass over the bytes, nothing allocated. Splitting the line into words first would be shorter, but needs memory and loses the
/// position of what is wrong. Kernels before 2.6.22 other than RHEL's print no letters and cannot hold writes: their lines are refused.
/// </para>
/// <para>Source: kernel <c>dm-raid1.c: mirror_status</c>, <c>dm-log.c</c>, <c>dm-log-userspace-base.c</c>; LVM <c>cmirrord/functions.c</c>, <c>libdm-targets.c</c>.</para>
/// </remarks>
public static class MirrorStatusParser
{
    /// <summary>Reads <paramref name="parameters"/>, what follows <c>mirror </c> in a line of <c>dmsetup status</c>, without a terminating NUL.</summary>
    /// <param name="parameters">For example <c>2 254:3 254:4 40960/40960 1 AA 3 disk 254:2 A</c>.</param>
    /// <param name="status">The status, or a default value when the line is refused.</param>
    /// <param name="error">Where and why the line is refused, or a default value.</param>
    /// <returns>Whether every byte fits the grammar and every number its limits.</returns>
    public static bool TryParse(ReadOnlySpan<byte> parameters, out MirrorStatus status, out ParseError error)
    {
        status = default;
        var cursor = new StatusCursor(parameters);
        var legs = default(LegArray);
        if (ReadLegCount(ref cursor, out int count)
            && ReadDevices(ref cursor, legs[..count])
            && ReadInSync(ref cursor, out InSyncRatio inSync)
            && ReadHealth(ref cursor, legs[..count])
            && MirrorLogParser.Read(ref cursor, out LogStatus log)
            && cursor.TakeEnd())
            status = new MirrorStatus(legs[..count], inSync, log);
        error = cursor.Error;
        return status.LegCount != 0;
    }

    private static bool ReadLegCount(ref StatusCursor cursor, out int count)
    {
        bool fits = cursor.TakeNumber(1, MirrorStatus.MaxLegs, Expectation.LegCount, out ulong number);
        count = (int)number;
        return fits && cursor.TakeBlank();
    }

    private static bool ReadDevices(ref StatusCursor cursor, scoped Span<LegStatus> legs)
    {
        foreach (ref LegStatus leg in legs)
        {
            if (!cursor.TakeDevice(out DeviceNumber device) || !cursor.TakeBlank())
                return false;
            leg = new LegStatus(device, Health.Alive);
        }
        return true;
    }

    private static bool ReadInSync(ref StatusCursor cursor, out InSyncRatio inSync)
    {
        inSync = default;
        if (!cursor.TakeNumber(0, ulong.MaxValue, Expectation.SyncedRegions, out ulong synced)
            || !cursor.Take((byte)'/', Expectation.Slash)
            || !cursor.TakeNumber(Math.Max(1, synced), ulong.MaxValue, Expectation.TotalRegions, out ulong total))
            return false;
        inSync = new InSyncRatio(synced, total);
        return cursor.TakeBlank();
    }

    private static bool ReadHealth(ref StatusCursor cursor, scoped Span<LegStatus> legs)
    {
        if (!cursor.Take((byte)'1', Expectation.HealthWordCount) || !cursor.TakeBlank())
            return false;
        foreach (ref LegStatus leg in legs)
        {
            if (!HealthLetter.TryParse(cursor.Current, out Health health))
                return cursor.Fail(Expectation.LegHealth);
            cursor.Advance();
            leg = leg with { Health = health };
        }
        return cursor.TakeBlank();
    }
}
