using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Reattach;
using MirrorGuard.Engine.Reports;
using MirrorGuard.Engine.Scan;

namespace MirrorGuard.Engine;

/// <summary>What all devices of a process share.</summary>
/// <param name="clock">The clock.</param>
public sealed class Supervision(IClock clock)
{
    /// <summary>Where LVM runs.</summary>
    public Worker Worker { get; } = new(clock);

    /// <summary>Where everything else is followed up, so that it never waits for LVM.</summary>
    public Worker Attendant { get; } = new(clock);

    /// <summary>Legs that may miss writes though the kernel counts them as in sync.</summary>
    public DoubtfulLegs Doubts { get; } = new();

    /// <summary>How often each disk failed lately.</summary>
    public DiskFailures Failures { get; } = new();

    /// <summary>Which disks went away together.</summary>
    public DiskDeaths Deaths { get; } = new();

    /// <summary>How many unreadable places of each disk were rewritten lately.</summary>
    public DiskFailures Rewrites { get; } = new();

    /// <summary>The legs that are put back; null: none ever is.</summary>
    public Reattachments? Reattachments { get; init; }

    /// <summary>Who reads legs through; null: nobody.</summary>
    public ScanScheduler? Scans { get; init; }

    /// <summary>Who tells people; null: nobody.</summary>
    public ReportDesk? Reports { get; init; }

    /// <summary>What LVM is asked of disks that failed before they were known; null: nothing.</summary>
    public LvmQuestions? LvmQuestions { get; init; }
}
