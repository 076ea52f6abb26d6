using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>libdevmapper.h: struct dm_config_tree</c>; allocated by libdevmapper only.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct dm_config_tree
{
    internal dm_config_node* root;
    internal dm_config_tree* cascade;
    internal void* mem;
    internal void* custom;
}
