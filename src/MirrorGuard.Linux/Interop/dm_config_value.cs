using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>libdevmapper.h: struct dm_config_value</c>; it and its string are the tree's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct dm_config_value
{
    /// <summary>Which member of <see cref="v"/> counts: <see cref="LibDevMapper.DM_CFG_INT"/> and so on.</summary>
    internal uint type;
    internal dm_config_value_u v;

    /// <summary>The next one of an array.</summary>
    internal dm_config_value* next;
    internal uint format_flags;
}
