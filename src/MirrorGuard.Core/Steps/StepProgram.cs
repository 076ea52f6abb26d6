using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Steps;

/// <summary>
/// What a helper process is to do, in order: one message, written straight into the wire format (<c>native-shim/helper/protocol.h</c>).
/// </summary>
/// <remarks>
/// <para>
/// The helper holds no policy, and the program no conditions: a step that does not succeed ends it, and what was begun is undone
/// (<see cref="StepOutcome"/>). The alternative, one message per step, was rejected: between two steps the process that decides may
/// die or stall, and a device would stay half changed.
/// </para>
/// <para>
/// The helper refuses a program (<see cref="StepOutcome.Failed"/>, <c>EINVAL</c>) that would not leave things in order: every
/// <see cref="Load"/> needs a later <see cref="Resume"/> or <see cref="ClearInactive"/> of its device and every <see cref="Suspend"/> a
/// later <see cref="Resume"/>; while a device is suspended, no file is touched; a program that <see cref="IsAside"/> changes no
/// table, and only such a one may <see cref="Keep"/>.
/// </para>
/// </remarks>
public sealed class StepProgram
{
    /// <summary>
    /// The most bytes of a program: nine images, each expected and loaded, take 2 KiB, two tables of a mirror with nine legs 1 KiB, a
    /// record of state a few; four times that, since a helper keeps the buffer locked in memory but once.
    /// </summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>The most steps: expecting, loading and resuming nine legs, a log and a mirror takes 33, around them locks, records and copies.</summary>
    public const int MaxSteps = 64;

    /// <summary>The longest path, twice what LVM's longest lock file needs (127 bytes of a VG's name behind its directory).</summary>
    public const int MaxPathLength = 255;

    /// <summary>The longest parameters of a table; nine legs of a mirror with a log take 400 bytes.</summary>
    public const int MaxParametersLength = 2047;

    /// <summary>The most bytes of a file.</summary>
    public const int MaxContentLength = 8 * 1024;

    internal static readonly int StepHeadBytes = Unsafe.SizeOf<StepHead>();

    private const int Alignment = 8;

    private static readonly int ProgramHeadBytes = Unsafe.SizeOf<ProgramHead>();

    private readonly byte[] _bytes = new byte[MaxBytes];

    /// <summary>An empty program.</summary>
    public StepProgram() => Clear();

    /// <summary>Chosen by the sender; the reply repeats it.</summary>
    public uint Id
    {
        get => Head.Id;
        set => Head.Id = value;
    }

    /// <summary>
    /// Run beside whatever else the helper does, in a child of it: asking a dead disk may take minutes. Replies then come in any order.
    /// Four at a time, more fail with <c>EAGAIN</c>.
    /// </summary>
    public bool IsAside
    {
        get => Head.Flags == ProgramHead.ProgramAside;
        set => Head.Flags = value ? ProgramHead.ProgramAside : 0;
    }

    /// <summary>Number of steps.</summary>
    public int Count => (int)Head.StepCount;

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    private int Length => (int)Head.Length;

    private ref ProgramHead Head => ref MemoryMarshal.AsRef<ProgramHead>(_bytes.AsSpan());

    /// <summary>Takes all steps away, and sets <see cref="Id"/> to 0 and <see cref="IsAside"/> to false.</summary>
    public void Clear() => Head = new ProgramHead { Magic = ProgramHead.ProgramMagic, Length = (uint)ProgramHeadBytes };

    /// <summary>
    /// Takes the lock of a volume group as LVM takes it for writing, until the program ends; refused when somebody else has it for more
    /// than a moment. A program that lasts longer than <paramref name="longest"/> loses it, so that LVM's commands go on when the kernel
    /// does not, and fails at its next step.
    /// </summary>
    /// <param name="path">LVM's lock file, for example <c>/run/lock/lvm/V_vg0</c>.</param>
    /// <param name="longest">At least a second.</param>
    public void LockGroup(ReadOnlySpan<byte> path, TimeSpan longest)
    {
        Invariant.Require(longest >= TimeSpan.FromSeconds(1), "a lock is kept for whole seconds");
        Append(new StepHead { Kind = StepKind.LockGroup, Offset = (ulong)longest.TotalSeconds }, RequirePath(path), default);
    }

    /// <summary>Refuses the program unless the live table of <paramref name="device"/> is this one target, nothing is in its inactive slot and it is not suspended.</summary>
    /// <param name="device">A dm device.</param>
    /// <param name="sectors">Its whole length; the target starts at 0.</param>
    /// <param name="type">For example <c>mirror</c>.</param>
    /// <param name="parameters">Exactly as the kernel prints them.</param>
    public void Expect(DeviceNumber device, ulong sectors, ReadOnlySpan<byte> type, ReadOnlySpan<byte> parameters) =>
        AppendTable(StepKind.Expect, device, sectors, type, parameters);

    /// <summary>Loads one target, writable, into the inactive slot of <paramref name="device"/>.</summary>
    /// <param name="device">A dm device.</param>
    /// <param name="sectors">Its whole length; the target starts at 0.</param>
    /// <param name="type">For example <c>error</c>.</param>
    /// <param name="parameters">The target's parameters; empty for <c>error</c>.</param>
    public void Load(DeviceNumber device, ulong sectors, ReadOnlySpan<byte> type, ReadOnlySpan<byte> parameters) =>
        AppendTable(StepKind.Load, device, sectors, type, parameters);

    /// <summary>Empties the inactive slot of <paramref name="device"/>.</summary>
    public void ClearInactive(DeviceNumber device) => Append(new StepHead { Kind = StepKind.Clear, Device = device }, default, default);

    /// <summary>Suspends <paramref name="device"/> without flushing it and without freezing a file system. Can hang for ever.</summary>
    public void Suspend(DeviceNumber device) => Append(new StepHead { Kind = StepKind.Suspend, Device = device }, default, default);

    /// <summary>
    /// Resumes <paramref name="device"/>; a table in its inactive slot is swapped in by the same call, which then suspends by itself as
    /// <see cref="Suspend"/> does, and can hang as well.
    /// </summary>
    public void Resume(DeviceNumber device) => Append(new StepHead { Kind = StepKind.Resume, Device = device }, default, default);

    /// <summary>Writes a file, mode 0600: whoever reads it sees the old content or the new. It survives the process, not a crash of the machine.</summary>
    public void Record(ReadOnlySpan<byte> path, ReadOnlySpan<byte> content)
    {
        Invariant.Require(content.Length <= MaxContentLength, "a record fits its limit");
        Append(new StepHead { Kind = StepKind.Record }, RequirePath(path), content);
    }

    /// <summary>Deletes a file; one that is not there is fine.</summary>
    public void Forget(ReadOnlySpan<byte> path) => Append(new StepHead { Kind = StepKind.Forget }, RequirePath(path), default);

    /// <summary>Puts the size and the PV UUID of <paramref name="disk"/> into the reply; a disk without LVM's label has none.</summary>
    public void Identify(DeviceNumber disk) => Append(new StepHead { Kind = StepKind.Identify, Device = disk }, default, default);

    /// <summary>Refuses the program unless <paramref name="disk"/> has this size and PV UUID. That it cannot be read is a failure.</summary>
    public void ExpectDisk(DeviceNumber disk, ulong sectors, ReadOnlySpan<byte> pvUuid)
    {
        Invariant.Require(pvUuid.Length == PvUuid.Length, "a PV UUID has 32 bytes");
        Append(new StepHead { Kind = StepKind.ExpectDisk, Device = disk, Sectors = sectors }, pvUuid, default);
    }

    /// <summary>Reads a range past the page cache and throws it away: does the disk answer?</summary>
    /// <param name="device">Any block device.</param>
    /// <param name="offsetBytes">A multiple of the device's block size, or the kernel refuses it.</param>
    /// <param name="lengthBytes">The same.</param>
    public void Read(DeviceNumber device, ulong offsetBytes, uint lengthBytes) =>
        Append(new StepHead { Kind = StepKind.Read, Device = device, Offset = offsetBytes, RangeBytes = lengthBytes }, default, default);

    /// <summary>Copies a range past the page cache, flushes the target's write cache, reads the range back and compares; other content fails with <c>EBADMSG</c>.</summary>
    /// <param name="from">Where good data is.</param>
    /// <param name="fromOffset">In bytes, a multiple of the block size.</param>
    /// <param name="to">What is overwritten.</param>
    /// <param name="toOffset">In bytes, a multiple of the block size.</param>
    /// <param name="lengthBytes">A multiple of both block sizes.</param>
    public void Copy(DeviceNumber from, ulong fromOffset, DeviceNumber to, ulong toOffset, uint lengthBytes) =>
        Append(
            new StepHead { Kind = StepKind.Copy, Device = from, Offset = fromOffset, Target = to, TargetOffset = toOffset, RangeBytes = lengthBytes },
            default,
            default);

    /// <summary>
    /// Refuses the program unless <paramref name="device"/>, suspended or not, has raised so many events: with the device suspended it
    /// says that what was known of it still holds, even a failed flush that the kernel has already forgotten.
    /// </summary>
    /// <param name="device">A dm device.</param>
    /// <param name="events">The kernel's <c>event_nr</c>.</param>
    public void ExpectEvents(DeviceNumber device, uint events) =>
        Append(new StepHead { Kind = StepKind.ExpectEvents, Device = device, Offset = events }, default, default);

    /// <summary>
    /// Writes a new file, mode 0600, with what <paramref name="device"/> holds in a range; all of it is on the disk, or there is none. Refused
    /// with <c>EALREADY</c> when <paramref name="other"/> holds the same there. The last step, and only where <see cref="IsAside"/>: a file may
    /// wait for a disk.
    /// </summary>
    /// <param name="device">Whose content is kept; its digest is in the reply.</param>
    /// <param name="other">What it is to be overwritten with.</param>
    /// <param name="offsetBytes">On either; a multiple of the block size.</param>
    /// <param name="lengthBytes">The same.</param>
    /// <param name="path">The file; one that is there is left as it is, and the step fails.</param>
    public void Keep(DeviceNumber device, DeviceNumber other, ulong offsetBytes, uint lengthBytes, ReadOnlySpan<byte> path) =>
        Append(
            new StepHead { Kind = StepKind.Keep, Device = device, Target = other, Offset = offsetBytes, RangeBytes = lengthBytes },
            RequirePath(path),
            default);

    /// <summary>Refuses the program unless a range holds what it held when it was kept.</summary>
    /// <param name="device">Any block device.</param>
    /// <param name="offsetBytes">A multiple of the block size.</param>
    /// <param name="lengthBytes">The same.</param>
    /// <param name="digest">From the reply (<see cref="StepReply.Digest"/>).</param>
    public void ExpectContent(DeviceNumber device, ulong offsetBytes, uint lengthBytes, ulong digest) =>
        Append(
            new StepHead { Kind = StepKind.ExpectContent, Device = device, Offset = offsetBytes, TargetOffset = digest, RangeBytes = lengthBytes },
            default,
            default);

    /// <summary>The steps, in order.</summary>
    public Enumerator GetEnumerator() => new(Bytes[ProgramHeadBytes..]);

    private static ReadOnlySpan<byte> RequirePath(ReadOnlySpan<byte> path)
    {
        Invariant.Require(path.Length is > 1 and <= MaxPathLength && path[0] == '/', "a step's path is absolute and fits its limit");
        Invariant.Require(!path.Contains((byte)0), "a step's path holds no NUL");
        return path;
    }

    private void AppendTable(StepKind kind, DeviceNumber device, ulong sectors, ReadOnlySpan<byte> type, ReadOnlySpan<byte> parameters)
    {
        Invariant.Require(type.Length is > 0 and <= TargetLine.MaxTypeLength && !type.Contains((byte)0), "a target's type has 1 to 15 bytes");
        Invariant.Require(parameters.Length <= MaxParametersLength && !parameters.Contains((byte)0), "a target's parameters fit their limit");
        Invariant.Require(sectors is > 0 and <= Core.Sectors.MaxCount, "a table has a length");
        Append(new StepHead { Kind = kind, Device = device, Sectors = sectors }, type, parameters);
    }

    private void Append(StepHead head, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        int length = (StepHeadBytes + first.Length + 1 + second.Length + 1 + Alignment - 1) / Alignment * Alignment;
        Invariant.Require(Count < MaxSteps, "a program's steps fit their limit");
        Invariant.Require(length <= MaxBytes - Length, "a program fits its buffer");

        head.Length = (uint)length;
        head.FirstLength = (ushort)first.Length;
        head.SecondLength = (ushort)second.Length;
        Span<byte> step = _bytes.AsSpan(Length, length);
        step.Clear();
        MemoryMarshal.Write(step, in head);
        first.CopyTo(step[StepHeadBytes..]);
        second.CopyTo(step[(StepHeadBytes + first.Length + 1)..]);

        Head.StepCount++;
        Head.Length += (uint)length;
    }

    /// <summary>Goes through a program's steps.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private ReadOnlySpan<byte> _current;

        internal Enumerator(ReadOnlySpan<byte> steps) => _rest = steps;

        /// <summary>The step.</summary>
        public readonly Step Current => new(_current);

        /// <summary>Moves on; false behind the last step.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            int length = (int)MemoryMarshal.Read<StepHead>(_rest).Length;
            _current = _rest[..length];
            _rest = _rest[length..];
            return true;
        }
    }
}
