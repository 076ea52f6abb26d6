namespace MirrorGuard.Core.Status;

/// <summary>Where a mirror keeps its dirty-region log, as far as the status line says.</summary>
/// <remarks>Source: kernel <c>dm-log.c</c>, <c>dm-log-userspace-base.c: userspace_status</c>, LVM <c>cmirrord/functions.c</c>.</remarks>
public enum LogKind : byte
{
    /// <summary>The log printed nothing: the line ends with the blank behind the health letters.</summary>
    None,

    /// <summary><c>1 core</c>: in memory; after a restart everything is copied again.</summary>
    Core,

    /// <summary><c>3 disk 254:2 A</c>: on a device of its own.</summary>
    Disk,

    /// <summary><c>1 clustered-core</c>: in the memory of cmirrord.</summary>
    ClusteredCore,

    /// <summary><c>3 clustered-disk 254:2 A</c>: on a device that cmirrord writes; older: <c>clustered_disk</c>, <c>cluster</c>.</summary>
    ClusteredDisk,

    /// <summary><c>userspace 1 COM_FAILURE</c>: the log's daemon did not answer.</summary>
    Unreachable,
}
