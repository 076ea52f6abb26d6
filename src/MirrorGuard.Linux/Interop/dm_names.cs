using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>libdevmapper.h: struct dm_names</c>, a link of a chain; right behind <see cref="next"/> follows the name, up to a NUL.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct dm_names
{
    /// <summary>The device, as the kernel packs it (<c>kdev_t.h: huge_encode_dev</c>).</summary>
    internal ulong dev;

    /// <summary>Bytes from here to the next link; 0: this is the last.</summary>
    internal uint next;
}
