using System;
using System.Runtime.InteropServices;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Steps;

/// <summary>One step of a program, as it lies in the program's buffer; valid until the program is changed.</summary>
public readonly ref struct Step
{
    private readonly StepHead _head;

    internal Step(ReadOnlySpan<byte> bytes)
    {
        _head = MemoryMarshal.Read<StepHead>(bytes);
        First = bytes.Slice(StepProgram.StepHeadBytes, _head.FirstLength);
        Second = bytes.Slice(StepProgram.StepHeadBytes + _head.FirstLength + 1, _head.SecondLength);
    }

    /// <summary>What to do; says which of the other properties mean anything.</summary>
    public StepKind Kind => _head.Kind;

    /// <summary>The device or disk; of a copy, where it comes from.</summary>
    public DeviceNumber Device => _head.Device;

    /// <summary>Length of the table or disk.</summary>
    public ulong Sectors => _head.Sectors;

    /// <summary>The target's type, for example <c>mirror</c>.</summary>
    public ReadOnlySpan<byte> Type => First;

    /// <summary>The target's parameters.</summary>
    public ReadOnlySpan<byte> Parameters => Second;

    /// <summary>The file.</summary>
    public ReadOnlySpan<byte> Path => First;

    /// <summary>What the file is to hold.</summary>
    public ReadOnlySpan<byte> Content => Second;

    /// <summary>The UUID that a disk's PV label must have.</summary>
    public ReadOnlySpan<byte> PvUuid => First;

    /// <summary>Where the range starts, in bytes.</summary>
    public ulong OffsetBytes => _head.Offset;

    /// <summary>The number of events that a device must have raised.</summary>
    public uint Events => (uint)_head.Offset;

    /// <summary>How long a lock is kept at the most.</summary>
    public TimeSpan Longest => TimeSpan.FromSeconds(_head.Offset);

    /// <summary>Length of the range.</summary>
    public uint LengthBytes => _head.RangeBytes;

    /// <summary>Where a copy goes to.</summary>
    public DeviceNumber Target => _head.Target;

    /// <summary>Where the range starts on <see cref="Target"/>, in bytes.</summary>
    public ulong TargetOffsetBytes => _head.TargetOffset;

    /// <summary>What a range must hold, as a digest.</summary>
    public ulong Digest => _head.TargetOffset;

    private ReadOnlySpan<byte> First { get; }

    private ReadOnlySpan<byte> Second { get; }
}
