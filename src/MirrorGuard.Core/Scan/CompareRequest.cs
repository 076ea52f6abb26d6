using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MirrorGuard.Core.Scan.Messages;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Scan;

/// <summary>What a reader is to read and compare.</summary>
/// <param name="Id">Told again by the answer.</param>
/// <param name="Legs">2 to <see cref="MirrorStatus.MaxLegs"/>.</param>
/// <param name="Block">The smallest piece that can differ: 1 or 8 sectors.</param>
/// <param name="Range">Where, on each leg; at most <see cref="ScanPace.LongestPiece"/>, whole blocks.</param>
/// <param name="LockFile">LVM's lock of the volume group, an absolute path; empty: there is none to respect.</param>
public sealed record CompareRequest(uint Id, IReadOnlyList<DeviceNumber> Legs, Sectors Block, SectorRange Range, string LockFile)
{
    /// <summary>The longest path of a lock, in bytes of UTF-8.</summary>
    public const int MaxLockPath = LockPath.Bytes - 1;

    /// <summary>Bytes of every request.</summary>
    public static readonly int MessageBytes = Unsafe.SizeOf<CompareMessage>();

    /// <summary>Writes the message into a buffer of <see cref="MessageBytes"/>.</summary>
    /// <exception cref="InvalidOperationException">There are too many legs, or the path is too long.</exception>
    public void WriteTo(Span<byte> message)
    {
        Invariant.Require(Legs.Count is >= 1 and <= MirrorStatus.MaxLegs, "a mirror has legs");
        var compare = new CompareMessage
        {
            Magic = CompareMessage.CompareMagic,
            Id = Id,
            LegCount = (uint)Legs.Count,
            BlockBytes = (uint)Block.Bytes,
            Offset = Range.Start.Bytes,
            Length = Range.Length.Bytes,
        };
        for (var leg = 0; leg < Legs.Count; leg++)
            compare.Legs[leg] = Legs[leg];
        Invariant.Require(Encoding.UTF8.TryGetBytes(LockFile, ((Span<byte>)compare.LockPath)[..^1], out _), "a lock's path is short");
        MemoryMarshal.Write(message, in compare);
    }
}
