using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using MirrorGuard.Core;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// What the next registration has to know, as JSON: the wait for a leg (<see cref="RecordedState"/>), and what brings it back.
/// Times are milliseconds of the machine's monotonic clock; the file does not outlive a boot.
/// <code>
/// {"version":1,"volume":"vg/lv","stage":"Released","leg":1,"layout":123,"since":4711,"toCopy":2,"inDoubt":0,"outOfSync":0,
///  "image":{"device":[254,3],"sectors":131072,"parameters":"8:16 2048"},"disk":{"sectors":204800,"uuid":"…"}}
/// </code>
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The writer writes to a buffer of ours: there is nothing to dispose of.")]
internal sealed class StateRecord
{
    /// <summary>A long volume name and table take half of it.</summary>
    private const int MaxBytes = 2048;

    private readonly FixedBuffer _buffer = new(MaxBytes);
    private readonly Utf8JsonWriter _json;
    private readonly byte[] _uuid = new byte[PvUuid.Length];

    internal StateRecord() => _json = new Utf8JsonWriter(_buffer);

    /// <summary>The record of a device; valid until the next.</summary>
    /// <param name="volume">For whoever looks at the file.</param>
    /// <param name="state">What is remembered.</param>
    /// <param name="ownImage">The second image's own table.</param>
    /// <param name="disk">The disk of the part that is waited for.</param>
    internal ReadOnlySpan<byte> Write(string volume, in DeviceState state, TableText ownImage, DiskIdentity disk)
    {
        _buffer.Clear();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("version"u8, RecordedState.Version);
        _json.WriteString("volume"u8, volume);
        _json.WriteString("stage"u8, NameOf(state.Outage.Stage));
        _json.WriteNumber("leg"u8, state.Outage.Leg);
        _json.WriteNumber("layout"u8, state.Outage.Stage == OutageStage.None ? state.Repair.Layout : state.Outage.Layout);
        _json.WriteNumber("since"u8, state.Outage.Since.Milliseconds);
        _json.WriteNumber("toCopy"u8, state.Outage.ToCopy);
        _json.WriteNumber("inDoubt"u8, (int)state.Repair.Copies.InDoubt);
        _json.WriteNumber("outOfSync"u8, state.Repair.OutOfSync);
        WriteImage(ownImage);
        WriteDisk(disk);
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.Written;
    }

    /// <summary>Reads a record; false when it is damaged, of another version, or none: then nothing is remembered.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> record, TableText ownImage, out DeviceState state, out DiskIdentity disk)
    {
        state = default;
        disk = default;
        var read = default(DiskIdentity);
        if (!RecordedState.TryRead(record, out var recorded, root =>
            {
                read = ReadDisk(root);
                ReadImage(root, ownImage);
            }))
            return false;
        disk = read;
        state = recorded.Recalled;
        return true;
    }

    private void WriteImage(TableText image)
    {
        if (!image.IsSoleTarget)
            return;
        _json.WriteStartObject("image"u8);
        _json.WriteStartArray("device"u8);
        _json.WriteNumberValue(image.Device.Major);
        _json.WriteNumberValue(image.Device.Minor);
        _json.WriteEndArray();
        _json.WriteNumber("sectors"u8, image.Sectors);
        _json.WriteString("type"u8, image.Type);
        _json.WriteString("parameters"u8, image.Parameters);
        _json.WriteEndObject();
    }

    private void WriteDisk(DiskIdentity disk)
    {
        if (disk.Uuid.IsNone)
            return;
        disk.Uuid.CopyTo(_uuid);
        _json.WriteStartObject("disk"u8);
        _json.WriteNumber("sectors"u8, disk.Sectors);
        _json.WriteString("uuid"u8, _uuid);
        _json.WriteEndObject();
    }

    private static void ReadImage(JsonElement root, TableText image)
    {
        image.Clear();
        if (!root.TryGetProperty("image"u8, out var read))
            return;
        var device = read.GetProperty("device"u8);
        image.Set(
            new DeviceNumber(device[0].GetUInt32(), device[1].GetUInt32()),
            read.GetProperty("sectors"u8).GetUInt64(),
            Encoding.ASCII.GetBytes(read.GetProperty("type"u8).GetString() ?? ""),
            Encoding.ASCII.GetBytes(read.GetProperty("parameters"u8).GetString() ?? ""));
    }

    private static DiskIdentity ReadDisk(JsonElement root)
    {
        if (!root.TryGetProperty("disk"u8, out var read))
            return default;
        var isUuid = PvUuid.TryParse(Encoding.ASCII.GetBytes(read.GetProperty("uuid"u8).GetString() ?? ""), out var uuid);
        return isUuid ? new DiskIdentity(read.GetProperty("sectors"u8).GetUInt64(), uuid) : default;
    }

    private static string NameOf(OutageStage stage) => stage switch
    {
        OutageStage.None => nameof(OutageStage.None),
        OutageStage.Releasing => nameof(OutageStage.Releasing),
        OutageStage.Released => nameof(OutageStage.Released),
        OutageStage.Returning => nameof(OutageStage.Returning),
        OutageStage.Holding => nameof(OutageStage.Holding),
        OutageStage.Waiting => nameof(OutageStage.Waiting),
        OutageStage.Reloading => nameof(OutageStage.Reloading),
        OutageStage.Refilling => nameof(OutageStage.Refilling),
        OutageStage.GivenUp => nameof(OutageStage.GivenUp),
        OutageStage.Hung => nameof(OutageStage.Hung),
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    /// <summary>A buffer that is written again and again.</summary>
    private sealed class FixedBuffer(int bytes) : IBufferWriter<byte>
    {
        private readonly byte[] _bytes = new byte[bytes];
        private int _written;

        public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _written);

        public void Clear() => _written = 0;

        public void Advance(int count) => _written += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Invariant.Require(sizeHint <= _bytes.Length - _written, "a record fits its limit");
            return _bytes.AsMemory(_written);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
