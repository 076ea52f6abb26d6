namespace MirrorGuard.Core.Tables;

/// <summary>What a mirror does with a failed write, by the features of its table. Source: kernel <c>dm-raid1.c: parse_features</c>.</summary>
public enum ErrorHandling : byte
{
    /// <summary>No feature: it is acknowledged, and the mirror does not even say so. LVM loads this for a volume that is not monitored.</summary>
    Ignored,

    /// <summary><c>1 handle_errors</c>: it is held until user space acts. LVM's own table of a monitored volume.</summary>
    Held,

    /// <summary><c>2 handle_errors keep_log</c>: it completes on the good leg, and the log keeps what the other leg misses. Only we load this.</summary>
    KeptInLog,
}
