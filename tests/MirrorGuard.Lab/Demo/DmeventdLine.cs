using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MirrorGuard.Lab.Demo;

/// <summary>
/// A line of dmeventd's log as the lab stores it (<c>guest/dmeventd.sh: stamp</c>), for example
/// <c>1795331939325895 [ 0:05] 40e106c0:mirr  Secondary mirror device 254:6 has failed (D).</c>
/// </summary>
internal readonly partial record struct DmeventdLine(long TimeUs, string Subsystem, string Text)
{
    /// <summary>Lines that tell what LVM is made of, not what happens.</summary>
    private static readonly string[] Chatter =
    [
        "log/journal", "Logging initialised", "Set umask", "activation/volume_list", "identical table reload",
        "metadata update is NOT backed up",
    ];

    [GeneratedRegex(@"^(\d+) \[[^\]]*\] [0-9a-f]+:(\S+)\s+(.+)$")]
    private static partial Regex Pattern { get; }

    /// <summary>Whether a newcomer would miss it.</summary>
    internal bool IsChatter
    {
        get
        {
            string text = Text;
            return Array.Exists(Chatter, chatter => text.Contains(chatter, StringComparison.Ordinal));
        }
    }

    /// <summary>Null for what is no such line, for example one that a program printed by itself.</summary>
    internal static DmeventdLine? TryParse(string line)
    {
        Match match = Pattern.Match(line);
        return match.Success
            ? new(long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), match.Groups[2].Value, match.Groups[3].Value.Trim())
            : null;
    }
}
