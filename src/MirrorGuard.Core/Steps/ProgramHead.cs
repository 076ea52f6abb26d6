using System.Runtime.InteropServices;

namespace MirrorGuard.Core.Steps;

/// <summary>The first bytes of a program; in C <c>struct program_head</c> (<c>native-shim/helper/protocol.h</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProgramHead
{
    /// <summary>"MGS1" read as a little-endian number: another format is another number.</summary>
    internal const uint ProgramMagic = 0x3153474d;

    /// <summary>The bit of <see cref="Flags"/> for <see cref="StepProgram.IsAside"/>.</summary>
    internal const uint ProgramAside = 1;

    /// <summary><see cref="ProgramMagic"/></summary>
    internal uint Magic;

    /// <summary><see cref="StepProgram.Id"/></summary>
    internal uint Id;

    /// <summary>0 or <see cref="ProgramAside"/>.</summary>
    internal uint Flags;

    /// <summary>Number of steps that follow.</summary>
    internal uint StepCount;

    /// <summary>Bytes of the whole program, this head included.</summary>
    internal uint Length;

    /// <summary>Always 0; keeps the steps aligned to eight bytes.</summary>
    internal uint Reserved;
}
