using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>libdevmapper.h: union dm_config_value_u</c>, without the member that libdevmapper does not use.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct dm_config_value_u
{
    [FieldOffset(0)]
    internal long i;

    [FieldOffset(0)]
    internal float f;

    [FieldOffset(0)]
    internal byte* str;
}
