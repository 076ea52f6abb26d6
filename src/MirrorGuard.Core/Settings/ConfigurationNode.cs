using System.Collections.Generic;

namespace MirrorGuard.Core.Settings;

/// <summary>A key with its values, or a section with what is in it.</summary>
/// <remarks><c>name "=" (value | "[" [value {"," value}] "]")</c>, or <c>name "{" {node} "}"</c>. Source: LVM <c>lvm.conf(5)</c>.</remarks>
/// <param name="Name">The name; foreign text.</param>
/// <param name="Line">Where it stands in the file, from 1; null where that is not known.</param>
/// <param name="Values">A key's values, none for an empty array; null for a section.</param>
/// <param name="Children">What is in a section; empty for a key.</param>
public sealed record ConfigurationNode(
    string Name, int? Line, IReadOnlyList<ConfigurationValue>? Values, IReadOnlyList<ConfigurationNode> Children)
{
    /// <summary>It has braces, not a value.</summary>
    public bool IsSection => Values is null;
}
