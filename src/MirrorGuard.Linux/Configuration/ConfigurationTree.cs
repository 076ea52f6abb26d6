using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Configuration;

/// <summary>Copies what libdevmapper's parser made, so that nothing of it is needed any more.</summary>
/// <remarks>Recurses per section, which <see cref="ConfigurationOutline.MaxDepth"/> bounds.</remarks>
/// <param name="nodeLines">The line of each node, in the order of the text, as <see cref="ConfigurationOutline"/> counted them; none where it was not asked.</param>
internal sealed unsafe class ConfigurationTree(IReadOnlyList<int> nodeLines)
{
    private int _copied;

    /// <summary>Copies <paramref name="first"/> and its siblings.</summary>
    internal List<ConfigurationNode> Copy(dm_config_node* first)
    {
        var nodes = new List<ConfigurationNode>();
        for (dm_config_node* node = first; node is not null; node = node->sib)
        {
            int? line = _copied < nodeLines.Count ? nodeLines[_copied] : null;
            _copied++;
            nodes.Add(new ConfigurationNode(Text(node->key), line, Values(node->v), Copy(node->child)));
        }
        return nodes;
    }

    private static List<ConfigurationValue>? Values(dm_config_value* first)
    {
        if (first is null)
            return null;
        var values = new List<ConfigurationValue>();
        for (dm_config_value* value = first; value is not null; value = value->next)
        {
            if (Value(value) is { } copy)
                values.Add(copy);
        }
        return values;
    }

    private static ConfigurationValue? Value(dm_config_value* value) => (int)value->type switch
    {
        LibDevMapper.DM_CFG_INT => new ConfigurationValue.Whole(value->v.i),
        LibDevMapper.DM_CFG_FLOAT => new ConfigurationValue.Real(value->v.f),
        LibDevMapper.DM_CFG_STRING => new ConfigurationValue.Word(Text(value->v.str)),
        _ => null, // DM_CFG_EMPTY_ARRAY stands for no value
    };

    private static string Text(byte* text) =>
        Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}
