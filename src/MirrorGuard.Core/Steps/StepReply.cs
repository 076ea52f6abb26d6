using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MirrorGuard.Core.Steps;

/// <summary>What became of a program.</summary>
/// <param name="Id">The program's.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="FailedStep">0-based: the step that was refused or failed; -1 when none did, or when the program was refused as a whole.</param>
/// <param name="Errno">
/// Linux's number for the error; 0 when done. Of a refusal: <c>ESTALE</c> another table or disk, <c>EBUSY</c> suspended or something in the
/// inactive slot, <c>ENXIO</c> no such device, <c>EWOULDBLOCK</c> someone has the lock, <c>EALREADY</c> there is nothing to be kept.
/// </param>
/// <param name="HeldMicroseconds">The longest time for which a device was suspended by a <see cref="StepKind.Suspend"/>; 0 if none was.</param>
/// <param name="Disk">What the last <see cref="StepKind.Identify"/> found.</param>
/// <param name="Digest">Of what the last <see cref="StepKind.Keep"/> kept.</param>
public readonly record struct StepReply(
    uint Id, StepOutcome Outcome, int FailedStep, int Errno, long HeldMicroseconds, DiskIdentity Disk, ulong Digest = 0)
{
    /// <summary>Bytes of every reply.</summary>
    public static readonly int MessageBytes = Unsafe.SizeOf<ReplyMessage>();

    /// <summary>Reads a helper's message; false if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> message, out StepReply reply)
    {
        reply = default;
        if (message.Length != MessageBytes)
            return false;
        var read = MemoryMarshal.Read<ReplyMessage>(message);
        if (read.Magic != ReplyMessage.ReplyMagic || read.Outcome > (uint)StepOutcome.Failed || !IsUuid(read.DiskUuid))
            return false;
        var disk = new DiskIdentity(read.DiskSectors, read.DiskUuid);
        reply = new StepReply(read.Id, (StepOutcome)read.Outcome, read.FailedStep, read.ErrorNumber, read.HeldMicroseconds, disk, read.Digest);
        return read.FailedStep is >= -1 and < StepProgram.MaxSteps && read.HeldMicroseconds >= 0;
    }

    private static bool IsUuid(PvUuid uuid)
    {
        Span<byte> bytes = stackalloc byte[PvUuid.Length];
        uuid.CopyTo(bytes);
        return uuid.IsNone || PvUuid.TryParse(bytes, out _);
    }
}
