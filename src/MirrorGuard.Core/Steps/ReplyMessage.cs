using System.Runtime.InteropServices;

namespace MirrorGuard.Core.Steps;

/// <summary>A reply on the wire; in C <c>struct reply_message</c> (<c>native-shim/helper/protocol.h</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ReplyMessage
{
    /// <summary>"MGR1" read as a little-endian number.</summary>
    internal const uint ReplyMagic = 0x3152474d;

    /// <summary><see cref="ReplyMagic"/></summary>
    internal uint Magic;

    /// <summary><see cref="StepReply.Id"/></summary>
    internal uint Id;

    /// <summary>A <see cref="StepOutcome"/>, wider for the sake of alignment.</summary>
    internal uint Outcome;

    /// <summary><see cref="StepReply.FailedStep"/></summary>
    internal int FailedStep;

    /// <summary><see cref="StepReply.Errno"/></summary>
    internal int ErrorNumber;

    /// <summary>Always 0; aligns what follows.</summary>
    internal uint Reserved;

    /// <summary><see cref="StepReply.HeldMicroseconds"/></summary>
    internal long HeldMicroseconds;

    /// <summary><see cref="DiskIdentity.Sectors"/></summary>
    internal ulong DiskSectors;

    /// <summary><see cref="DiskIdentity.Uuid"/></summary>
    internal PvUuid DiskUuid;

    /// <summary><see cref="StepReply.Digest"/></summary>
    internal ulong Digest;
}
