using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>LVM's configuration syntax. Source of all: <c>libdevmapper.h</c>.</summary>
/// <remarks>
/// What the parser complains about it gives to libdevmapper's logger: in dmeventd that is dmeventd's own log (<c>#dm</c>),
/// in a command the standard error. <see cref="Configuration.ConfigurationOutline"/> is there so that it has nothing to say.
/// </remarks>
internal static unsafe partial class LibDevMapper
{
    /// <summary><c>DM_CFG_INT</c>: <see cref="dm_config_value_u.i"/> counts.</summary>
    internal const int DM_CFG_INT = 0;

    /// <summary><c>DM_CFG_FLOAT</c>: <see cref="dm_config_value_u.f"/> counts.</summary>
    internal const int DM_CFG_FLOAT = 1;

    /// <summary><c>DM_CFG_STRING</c>: <see cref="dm_config_value_u.str"/> counts.</summary>
    internal const int DM_CFG_STRING = 2;

    /// <summary><c>DM_CFG_EMPTY_ARRAY</c>: the one value of an array that has none.</summary>
    internal const int DM_CFG_EMPTY_ARRAY = 3;

    /// <summary>An empty tree with a memory pool of its own; ours to free with <see cref="dm_config_destroy"/>. Null when out of memory.</summary>
    [LibraryImport(Library)]
    internal static partial dm_config_tree* dm_config_create();

    /// <summary>Frees a tree, and every node and string in it.</summary>
    [LibraryImport(Library)]
    internal static partial void dm_config_destroy(dm_config_tree* cft);

    /// <summary>
    /// Parses the text from <paramref name="start"/> up to <paramref name="end"/> into the tree, in the order of the text, copying every
    /// string. 1, or 0 after logging why; also 0, without a word, when there is nothing but comments.
    /// </summary>
    /// <remarks>
    /// The sibling of <c>dm_config_parse</c> that leaves keys and sections apart that come twice. The other merges them, which takes time
    /// that grows with the square of their number, and logs that it ignores a value when it ignores the one before.
    /// A number at the end of the text is read past <paramref name="end"/>, so a NUL must stand there.
    /// </remarks>
    [LibraryImport(Library)]
    internal static partial int dm_config_parse_without_dup_node_check(dm_config_tree* cft, byte* start, byte* end);
}
