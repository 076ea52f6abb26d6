using System;
using MirrorGuard.Core;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// The program that rewrites a place of one leg from another. In this order: the good leg is read
/// once before the volume is suspended, so that a place that is bad there too holds nobody up, and is
/// told from a write that failed; the record comes before the suspend; and between suspend and copy
/// it is seen that the kernel has raised no event since the status was read, by which the good leg was
/// found to be good: a flush that failed meanwhile makes legs differ without another sign. Where legs differ
/// it is also seen, in that same moment, that what is overwritten is what was kept.
/// </summary>
internal static class RewriteProgram
{
    /// <summary>Waiting for what is under way, a write and a read, each as long as a disk's driver takes to give up, 30 s by default; and room.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const int ReadSourceStep = 2;

    /// <summary>With a content that is expected, one further.</summary>
    private const int CopyStep = 6;

    /// <summary>Fills an empty program.</summary>
    /// <param name="program">Filled.</param>
    /// <param name="lockFile">LVM's lock file of the volume group.</param>
    /// <param name="suspension">The record.</param>
    /// <param name="mirror">The mirror's table.</param>
    /// <param name="from">The good leg.</param>
    /// <param name="to">The leg that is rewritten.</param>
    /// <param name="range">Where, on either.</param>
    /// <param name="events">The events that the mirror had raised when it was looked at.</param>
    /// <param name="expected">The digest of what is to be overwritten; null: it cannot be read.</param>
    internal static void Fill(
        StepProgram program,
        ReadOnlySpan<byte> lockFile,
        SuspensionRecord suspension,
        TableText mirror,
        DeviceNumber from,
        DeviceNumber to,
        SectorRange range,
        uint events,
        ulong? expected = null)
    {
        var (offset, length) = (range.Start.Bytes, (uint)range.Length.Bytes);
        program.LockGroup(lockFile, Patience);
        program.Expect(mirror.Device, mirror.Sectors, mirror.Type, mirror.Parameters);
        program.Read(from, offset, length);
        program.Record(suspension.Path, suspension.ForRewrite);
        program.Suspend(mirror.Device);
        program.ExpectEvents(mirror.Device, events);
        if (expected is { } digest)
            program.ExpectContent(to, offset, length, digest);
        program.Copy(from, offset, to, offset, length);
        program.Resume(mirror.Device);
        program.Forget(suspension.Path);
        Invariant.Require(program.Count == CopyStepOf(expected is not null) + 3, "a rewrite's steps are where its answer is looked up");
    }

    /// <summary>What the answer says to the planner.</summary>
    internal static RelocationInput InputOf(in StepReply reply, bool isContentExpected = false) => reply switch
    {
        { Outcome: StepOutcome.Done } => RelocationInput.Rewritten,
        { Outcome: StepOutcome.Failed, FailedStep: ReadSourceStep } when DiskErrors.IsRead(reply.Errno) => RelocationInput.SourceUnreadable,
        { Outcome: StepOutcome.Failed, FailedStep: var step } when step == CopyStepOf(isContentExpected) => RelocationInput.RewriteFailed,
        { Outcome: StepOutcome.Failed, FailedStep: var step } when step > CopyStepOf(isContentExpected) => RelocationInput.Rewritten,
        _ => RelocationInput.RewriteRefused,
    };

    private static int CopyStepOf(bool isContentExpected) => isContentExpected ? CopyStep + 1 : CopyStep;
}
