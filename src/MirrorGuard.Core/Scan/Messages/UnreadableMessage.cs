using System.Runtime.InteropServices;

namespace MirrorGuard.Core.Scan.Messages;

/// <summary>A chunk that could not be read; in C <c>struct unreadable_message</c> (<c>native-shim/reader/protocol.h</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UnreadableMessage
{
    /// <summary>In bytes.</summary>
    internal ulong Offset;

    /// <summary>In bytes.</summary>
    internal uint Length;

    internal ushort Leg;
    internal ushort ErrorNumber;
}
