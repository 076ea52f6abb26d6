using System;
using System.Collections.Generic;

namespace MirrorGuard.Lab.Guests;

/// <summary>What a guest is started with.</summary>
public sealed record GuestOptions
{
    /// <summary>
    /// Enough for six RAM disks of 64 MiB and a dmeventd with an address space of its own. Only
    /// what a guest touches is taken from the host.
    /// </summary>
    public int MemoryMebibytes { get; init; } = 1024;

    /// <summary>Files that the guest sees as <c>/dev/ubda</c>, <c>/dev/ubdb</c>, …; they outlive it.</summary>
    public IReadOnlyList<string> DiskFiles { get; init; } = [];

    /// <summary>Directories whose files are copied to <c>/lab</c>, for example where the DSO was built.</summary>
    public IReadOnlyList<string> ArtifactDirectories { get; init; } = [];

    /// <summary>How long the boot may take; ten times the usual, for a busy machine.</summary>
    public TimeSpan BootLimit { get; init; } = TimeSpan.FromSeconds(60);
}
