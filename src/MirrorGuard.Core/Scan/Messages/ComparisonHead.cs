using System.Runtime.InteropServices;

namespace MirrorGuard.Core.Scan.Messages;

/// <summary>The first bytes of an answer; in C <c>struct comparison_head</c> (<c>native-shim/reader/protocol.h</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ComparisonHead
{
    /// <summary><c>MGD1</c>.</summary>
    internal const uint ComparisonMagic = 0x3144474d;

    internal uint Magic;
    internal uint Id;
    internal uint Outcome;

    /// <summary>Linux's number for the error; 0 when done.</summary>
    internal int ErrorNumber;

    /// <summary>-1: none.</summary>
    internal int FailedLeg;

    internal uint UnreadableCount;
    internal uint DifferenceCount;
    internal uint Reserved;

    /// <summary>Bytes, from the start.</summary>
    internal ulong Compared;

    internal long ElapsedMicroseconds;

    /// <summary>One read of one leg.</summary>
    internal long LongestMicroseconds;
}
