using System.Runtime.InteropServices;

namespace MirrorGuard.Core.Scan.Messages;

/// <summary>A stretch in which legs differ; in C <c>struct difference_message</c> (<c>native-shim/reader/protocol.h</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DifferenceMessage
{
    /// <summary>In bytes.</summary>
    internal ulong Offset;

    /// <summary>In bytes.</summary>
    internal ulong Length;

    internal LegDigests Digests;
}
