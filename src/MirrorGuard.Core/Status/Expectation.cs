namespace MirrorGuard.Core.Status;

/// <summary>What a parser of status lines wanted where it stopped; <see cref="ParseError"/> puts it into words.</summary>
public enum Expectation : byte
{
    /// <summary>Nothing: there was no error.</summary>
    Nothing,

    /// <summary>One blank, as the kernel separates fields.</summary>
    Blank,

    /// <summary>The end of the line.</summary>
    EndOfLine,

    /// <summary>The number of legs.</summary>
    LegCount,

    /// <summary>A major number of a device.</summary>
    Major,

    /// <summary>The colon between major and minor number.</summary>
    Colon,

    /// <summary>A minor number of a device.</summary>
    Minor,

    /// <summary>The number of regions in sync.</summary>
    SyncedRegions,

    /// <summary>The slash between regions in sync and all regions.</summary>
    Slash,

    /// <summary>The number of all regions.</summary>
    TotalRegions,

    /// <summary>The number of words with health letters, always 1.</summary>
    HealthWordCount,

    /// <summary>A health letter of a leg.</summary>
    LegHealth,

    /// <summary>The description of the log, with the number of its words first.</summary>
    Log,

    /// <summary>The kind of a log without a device.</summary>
    MemoryLogKind,

    /// <summary>The kind of a log on a device.</summary>
    DiskLogKind,

    /// <summary>A health letter of a log device that the kernel writes.</summary>
    LogHealth,

    /// <summary>A health letter of a log device that cmirrord writes.</summary>
    ClusteredLogHealth,

    /// <summary>The description of a log that a daemon keeps, with the number of its words first.</summary>
    UserspaceLog,

    /// <summary>The kind of a daemon's log without a device.</summary>
    UserspaceMemoryLogKind,

    /// <summary>The kind of a daemon's log on a device.</summary>
    UserspaceDiskLogKind,

    /// <summary>The first sector of a target.</summary>
    StartSector,

    /// <summary>The number of sectors of a target.</summary>
    SectorCount,

    /// <summary>The type of a target.</summary>
    TargetType,
}
