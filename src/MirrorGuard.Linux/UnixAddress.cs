using System;
using System.Buffers.Binary;
using System.Text;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux;

/// <summary>A <c>struct sockaddr_un</c> (<c>sys/un.h</c>) with a path.</summary>
internal static class UnixAddress
{
    /// <summary><c>sun_family</c>, and <c>sun_path</c> with the NUL behind it.</summary>
    internal const int Bytes = FamilyBytes + 108;

    private const int FamilyBytes = 2;

    /// <summary>False when the path is too long.</summary>
    /// <param name="path">The path.</param>
    /// <param name="address">Of <see cref="Bytes"/> bytes.</param>
    internal static bool TryWrite(string path, Span<byte> address)
    {
        address.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(address, LibC.AF_UNIX);
        return Encoding.UTF8.TryGetBytes(path, address[FamilyBytes..^1], out _);
    }
}
