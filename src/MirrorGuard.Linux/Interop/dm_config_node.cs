using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>libdevmapper.h: struct dm_config_node</c>; it and its strings are the tree's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct dm_config_node
{
    internal byte* key;
    internal dm_config_node* parent;
    internal dm_config_node* sib;
    internal dm_config_node* child;

    /// <summary>The first value; null for a section.</summary>
    internal dm_config_value* v;
    internal int id;
}
