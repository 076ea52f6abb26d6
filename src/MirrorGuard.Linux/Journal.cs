using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux;

/// <summary>systemd's journal by its own protocol: one datagram for each entry, a field on each line.</summary>
/// <remarks>Source: systemd, "Native Journal Protocol": a value with a line end follows its name's line, after its length as 64 bits, little-endian.</remarks>
/// <param name="path">Where the journal listens.</param>
public sealed unsafe class Journal(string path = "/run/systemd/journal/socket") : IJournal
{
    /// <inheritdoc />
    public void Send(IReadOnlyList<ReportField> fields)
    {
        Span<byte> address = stackalloc byte[UnixAddress.Bytes];
        if (!UnixAddress.TryWrite(path, address))
            return;
        using var socket = new SafeFileHandle(LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0), ownsHandle: true);
        if (socket.IsInvalid)
            return;
        var number = (int)socket.DangerousGetHandle();
        var entry = Entry(fields);
        fixed (byte* where = address)
        fixed (byte* bytes = entry)
        {
            if (LibC.connect(number, where, (uint)address.Length) == 0)
                _ = LibC.send(number, bytes, (ulong)entry.Length, LibC.MSG_NOSIGNAL | LibC.MSG_DONTWAIT);
        }
    }

    /// <summary>The datagram.</summary>
    internal static byte[] Entry(IReadOnlyList<ReportField> fields)
    {
        var entry = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        foreach (var field in fields)
        {
            var bytes = Encoding.UTF8.GetBytes(field.Value);
            entry.Write(Encoding.ASCII.GetBytes(field.Name));
            if (field.Value.Contains('\n', StringComparison.Ordinal))
            {
                entry.WriteByte((byte)'\n');
                BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)bytes.Length);
                entry.Write(length);
            }
            else
            {
                entry.WriteByte((byte)'=');
            }
            entry.Write(bytes);
            entry.WriteByte((byte)'\n');
        }
        return entry.ToArray();
    }
}
