using System.Runtime.InteropServices;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Steps;

/// <summary>
/// The first bytes of a step; in C <c>struct step_head</c> (<c>native-shim/helper/protocol.h</c>). One form for all kinds, since the few
/// bytes that a kind has no use for cost less than twelve forms would. Two texts follow, each with a NUL behind it that its length
/// does not count, then zeros up to a multiple of eight bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StepHead
{
    /// <summary>What to do.</summary>
    internal StepKind Kind;

    /// <summary>Bytes of the whole step: this head, both texts, padding.</summary>
    internal uint Length;

    /// <summary>The device, or the disk, or where a copy comes from.</summary>
    internal DeviceNumber Device;

    /// <summary>Where a copy goes to.</summary>
    internal DeviceNumber Target;

    /// <summary>Length of a table or a disk.</summary>
    internal ulong Sectors;

    /// <summary>Where a range starts on <see cref="Device"/>, in bytes; or a number of events, or of seconds.</summary>
    internal ulong Offset;

    /// <summary>Where a range starts on <see cref="Target"/>, in bytes; or the digest of a content.</summary>
    internal ulong TargetOffset;

    /// <summary>Length of a range.</summary>
    internal uint RangeBytes;

    /// <summary>Length of the first text: a path, a target type or a PV UUID.</summary>
    internal ushort FirstLength;

    /// <summary>Length of the second text: parameters or a file's content.</summary>
    internal ushort SecondLength;
}
