using System;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Explain;

/// <summary>A failure in plain words, in three pieces that fit into a sentence or a log line.</summary>
/// <param name="Deed">What was tried, to stand before the part's name: <c>A write to the</c>.</param>
/// <param name="Event">What happened, on its own: <c>a write failed</c>.</param>
/// <param name="Meaning">What it means for the data, without a full stop.</param>
internal readonly record struct FailureWords(string Deed, string Event, string Meaning)
{
    /// <summary>Words for a leg; null when it is alive.</summary>
    public static FailureWords? OfLeg(Health health) => health switch
    {
        Health.Alive => null,
        Health.FlushFailed => new("A cache flush of the", "a cache flush failed",
            "writes that its disk had acknowledged may be lost there"),
        Health.WriteFailed => new("A write to the", "a write failed",
            "the leg may miss what was written since"),
        Health.SyncFailed => new("A resync copy from or to the", "a resync copy failed",
            "regions that were out of sync stay so"),
        Health.ReadFailed => new("A read from the", "a read failed",
            "the leg still takes writes, but some of its data cannot be read"),
        Health.Unclassified => new("An operation on the", "an operation failed",
            "the kernel does not say which, so what the leg holds is uncertain"),
        _ => throw new ArgumentOutOfRangeException(nameof(health), health, "not a health"),
    };

    /// <summary>Words for a log device; null when it is alive.</summary>
    public static FailureWords? OfLog(Health health) => health switch
    {
        Health.Alive => null,
        Health.FlushFailed => new("A cache flush of the", "a cache flush failed",
            "what the log recorded last may be lost, so after a crash it may not know which regions differ"),
        Health.WriteFailed => new("A read or write of the", "a read or write failed",
            "the log may be out of date, so after a crash it may not know which regions differ"),
        Health.SyncFailed or Health.ReadFailed or Health.Unclassified => new("An operation on the", "an operation failed",
            "the log cannot be relied on to know which regions differ"),
        _ => throw new ArgumentOutOfRangeException(nameof(health), health, "not a health"),
    };
}
