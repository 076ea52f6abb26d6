using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace MirrorGuard.Core.Naming;

/// <summary>The name of a device that LVM made, in its parts: <c>my--vg-data-real</c> is VG <c>my-vg</c>, LV <c>data</c>, layer <c>real</c>.</summary>
/// <remarks>
/// <para><c>vg "-" lv ["-" layer]</c>, where a hyphen inside a part is doubled. No part starts with a hyphen, so <c>a---b</c> is <c>a-</c> and <c>b</c>.</para>
/// <para>
/// Stricter than <c>dm_split_lvm_name</c>, which drops a fourth part and lets an LV be missing: what is accepted here prints as the same name again.
/// Source: LVM <c>libdm-string.c: dm_split_lvm_name, dm_build_dm_name</c>, <c>lvm-string.c: validate_name</c>.
/// </para>
/// </remarks>
/// <param name="Vg">The volume group.</param>
/// <param name="Lv">The logical volume, for a part of a mirror with its suffix, such as <c>data_mimage_1</c>.</param>
/// <param name="Layer">The layer, such as <c>real</c> below a snapshot; empty for the volume itself.</param>
public sealed record DmName(string Vg, string Lv, string Layer)
{
    /// <summary>The longest name of a device (kernel <c>DM_NAME_LEN</c> without the terminating NUL).</summary>
    public const int MaxLength = 127;

    // A character that LVM allows in no name, so that it can stand for a doubled hyphen.
    private const string QuotedHyphen = "\0";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+_.-");

    /// <summary>The volume to name in LVM's commands: <c>vg0/data</c> for <c>vg0-data_mimagetmp_2</c>, <c>vg0-data_mlog</c> and <c>vg0-data-real</c>.</summary>
    public VolumeName Volume => new(Vg, MirrorSuffix.Strip(Lv));

    /// <summary>It stands for a disk that LVM misses: <c>vg0-data_mlog-missing_0_0</c> has an error table.</summary>
    public bool IsStandIn => Layer.StartsWith("missing_", StringComparison.Ordinal);

    /// <summary>Splits <paramref name="deviceName"/>.</summary>
    /// <param name="deviceName">A name as in <c>dm_task_get_name</c>, without a directory.</param>
    /// <param name="name">The parts, or null.</param>
    /// <param name="fault">Why there are none.</param>
    public static bool TryParse(string deviceName, [NotNullWhen(true)] out DmName? name, out NameFault fault)
    {
        name = null;
        fault = FaultOf(deviceName);
        if (fault != NameFault.None)
            return false;
        string[] parts = deviceName.Replace("--", QuotedHyphen, StringComparison.Ordinal).Split('-');
        bool isWhole = parts.Length is 2 or 3 && Array.TrueForAll(parts, IsPart) && (parts.Length == 2 || parts[2][0] != '_');
        if (!isWhole)
        {
            fault = NameFault.Parts;
            return false;
        }
        name = new DmName(Unquote(parts[0]), Unquote(parts[1]), parts.Length == 3 ? Unquote(parts[2]) : "");
        return true;
    }

    /// <summary>The device's name, hyphens doubled: <c>my--vg-data-real</c>.</summary>
    public override string ToString() => Layer.Length == 0 ? $"{Quote(Vg)}-{Quote(Lv)}" : $"{Quote(Vg)}-{Quote(Lv)}-{Quote(Layer)}";

    private static NameFault FaultOf(string deviceName)
    {
        if (deviceName.Length is 0 or > MaxLength)
            return NameFault.Length;
        return deviceName.AsSpan().ContainsAnyExcept(Allowed) ? NameFault.Character : NameFault.None;
    }

    private static bool IsPart(string quoted) =>
        quoted is not ("" or "." or "..") && !quoted.StartsWith(QuotedHyphen, StringComparison.Ordinal);

    private static string Unquote(string part) => part.Replace(QuotedHyphen, "-", StringComparison.Ordinal);

    private static string Quote(string part) => part.Replace("-", "--", StringComparison.Ordinal);
}
