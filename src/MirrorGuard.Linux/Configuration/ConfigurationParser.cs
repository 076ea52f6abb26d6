using System;
using System.Collections.Generic;
using MirrorGuard.Core;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Configuration;

/// <summary>LVM's configuration syntax by LVM's own parser, which gets only what it can take.</summary>
internal static unsafe class ConfigurationParser
{
    /// <summary>A hundred rules with room; the sample file has a tenth of it.</summary>
    internal const int MaxBytes = 64 * 1024;

    /// <summary>The mark with which editors of other systems begin a file; to the parser it is a part of the first name.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Parses the bytes of a file.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="nodes">What stands in it; nothing when it is refused.</param>
    /// <returns>Why it is refused as a whole, or null.</returns>
    internal static ConfigurationFault? Parse(ReadOnlySpan<byte> text, out IReadOnlyList<ConfigurationNode> nodes)
    {
        nodes = [];
        if (text.Length > MaxBytes)
            return TooLarge;
        if (text.IndexOf((byte)0) is >= 0 and int nul)
            return new ConfigurationFault(1 + text[..nul].Count((byte)'\n'), "a NUL byte, at which the parser would stop", "a text");
        if (text.StartsWith(ByteOrderMark))
            text = text[ByteOrderMark.Length..];
        if (ConfigurationOutline.Check(text, out IReadOnlyList<int> nodeLines) is { } fault)
            return fault;
        // The parser takes nothing but comments for a mistake.
        return nodeLines.Count == 0 ? null : ParseNative(text, nodeLines, out nodes);
    }

    /// <summary>The fault of a file over <see cref="MaxBytes"/>.</summary>
    internal static ConfigurationFault TooLarge { get; } =
        new(null, "the file is too large", FormattableString.Invariant($"at most {MaxBytes} bytes"));

    /// <summary>Whether the parser takes <paramref name="text"/>; without any check, so only for what cannot hurt it.</summary>
    internal static bool IsTaken(ReadOnlySpan<byte> text) => ParseNative(text, [], out _) is null;

    private static ConfigurationFault? ParseNative(
        ReadOnlySpan<byte> text, IReadOnlyList<int> nodeLines, out IReadOnlyList<ConfigurationNode> nodes)
    {
        nodes = [];
        dm_config_tree* tree = LibDevMapper.dm_config_create();
        Invariant.Require(tree is not null, "dm_config_create has memory for a small pool");
        try
        {
            byte[] terminated = [.. text, 0];
            fixed (byte* start = terminated)
            {
                if (LibDevMapper.dm_config_parse_without_dup_node_check(tree, start, start + text.Length) == 0)
                    return new ConfigurationFault(null, "libdevmapper cannot parse it; its own words are in the log before these", "LVM's configuration syntax");
            }
            nodes = new ConfigurationTree(nodeLines).Copy(tree->root);
            return null;
        }
        finally
        {
            LibDevMapper.dm_config_destroy(tree);
        }
    }
}
