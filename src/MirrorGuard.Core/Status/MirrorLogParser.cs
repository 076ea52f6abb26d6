namespace MirrorGuard.Core.Status;

/// <summary>The last part of a status: what the log says of itself. <see cref="MirrorStatusParser"/> has the grammar.</summary>
internal static class MirrorLogParser
{
    /// <summary>Reads up to the end of the log's description; the caller checks that the line ends there.</summary>
    public static bool Read(ref StatusCursor cursor, out LogStatus log)
    {
        log = default;
        if (cursor.AtEnd)
            return true;
        if (cursor.Skip("userspace "u8))
            return ReadDaemonLog(ref cursor, out log);
        if (cursor.Skip("1 core"u8))
            return Found(LogStatus.Core, out log);
        if (cursor.Skip("3 disk "u8))
            return ReadDevice(ref cursor, LogKind.Disk, out log);
        if (cursor.Skip("1 "u8))
            return ReadClusteredCore(ref cursor, Expectation.MemoryLogKind, out log);
        if (cursor.Skip("3 "u8))
            return ReadClusteredDisk(ref cursor, Expectation.DiskLogKind, out log);
        return cursor.Fail(Expectation.Log);
    }

    private static bool ReadDaemonLog(ref StatusCursor cursor, out LogStatus log)
    {
        log = default;
        if (cursor.Skip("1 COM_FAILURE"u8))
            return Found(LogStatus.Unreachable, out log);
        if (cursor.Skip("1 "u8))
            return ReadClusteredCore(ref cursor, Expectation.UserspaceMemoryLogKind, out log);
        if (cursor.Skip("3 "u8))
            return ReadClusteredDisk(ref cursor, Expectation.UserspaceDiskLogKind, out log);
        return cursor.Fail(Expectation.UserspaceLog);
    }

    private static bool ReadClusteredCore(ref StatusCursor cursor, Expectation expected, out LogStatus log)
    {
        log = default;
        if (!cursor.Skip("clustered-core"u8) && !cursor.Skip("clustered_core"u8))
            return cursor.Fail(expected);
        return Found(new LogStatus(LogKind.ClusteredCore, default, Health.Alive), out log);
    }

    private static bool ReadClusteredDisk(ref StatusCursor cursor, Expectation expected, out LogStatus log)
    {
        log = default;
        if (!cursor.Skip("clustered-disk "u8) && !cursor.Skip("clustered_disk "u8) && !cursor.Skip("cluster "u8))
            return cursor.Fail(expected);
        return ReadDevice(ref cursor, LogKind.ClusteredDisk, out log);
    }

    private static bool ReadDevice(ref StatusCursor cursor, LogKind kind, out LogStatus log)
    {
        log = default;
        if (!cursor.TakeDevice(out DeviceNumber device) || !cursor.TakeBlank())
            return false;
        if (!HealthLetter.TryParse(cursor.Current, out Health health) || !IsPrintedBy(kind, health))
            return cursor.Fail(kind == LogKind.Disk ? Expectation.LogHealth : Expectation.ClusteredLogHealth);
        cursor.Advance();
        return Found(new LogStatus(kind, device, health), out log);
    }

    // The kernel knows failed flushes of its log device; cmirrord does not tell them apart.
    private static bool IsPrintedBy(LogKind kind, Health health) =>
        health is Health.Alive or Health.WriteFailed || (health is Health.FlushFailed && kind == LogKind.Disk);

    private static bool Found(LogStatus found, out LogStatus log)
    {
        log = found;
        return true;
    }
}
