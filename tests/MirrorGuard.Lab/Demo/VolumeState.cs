using System;
using System.Linq;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Demo;

/// <summary>What LVM and the kernel say of the volume, as two tables.</summary>
internal static class VolumeState
{
    private static readonly string[] Heads = ["volume", "type", "size", "on", "in sync", "monitoring"];

    internal static void Write(MirrorLab lab)
    {
        string[] volumes = Lines(lab.Ask(
            "lvs -a --noheadings --separator '|' -o lv_name,segtype,lv_size,devices,copy_percent,seg_monitor vg"));
        TextTable.Write(Heads, [.. volumes.Select(line => line.Split('|').Select(Tidy).ToArray())]);

        Console.WriteLine();
        string[] statuses = Lines(lab.Ask("dmsetup status | grep '^vg-' | sort"));
        TextTable.Write(["device", "kernel status"], [.. statuses.Select(line => line.Split(": ", 2))]);
    }

    private static string Tidy(string cell)
    {
        string text = cell.Trim().Replace("/dev/mapper/", "", StringComparison.Ordinal).Replace("(0)", "", StringComparison.Ordinal);
        return text.Length == 0 ? "–" : text;
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
