using System.Runtime.InteropServices;

namespace MirrorGuard.Core.Scan.Messages;

/// <summary>A request; in C <c>struct compare_message</c> (<c>native-shim/reader/protocol.h</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CompareMessage
{
    /// <summary><c>MGC1</c>.</summary>
    internal const uint CompareMagic = 0x3143474d;

    internal uint Magic;
    internal uint Id;
    internal uint LegCount;

    /// <summary>The smallest piece that can differ: 512 or 4096.</summary>
    internal uint BlockBytes;

    /// <summary>Where to begin, in bytes.</summary>
    internal ulong Offset;

    /// <summary>Bytes to read of each leg.</summary>
    internal ulong Length;

    internal LegNumbers Legs;

    /// <summary>LVM's lock of the volume group; empty for none.</summary>
    internal LockPath LockPath;
}
