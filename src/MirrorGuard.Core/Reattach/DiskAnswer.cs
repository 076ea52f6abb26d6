using System.Globalization;

namespace MirrorGuard.Core.Reattach;

/// <summary>What LVM says of one physical volume.</summary>
/// <param name="Name">Its device, for example <c>/dev/sdb</c>; null: LVM finds no disk with that UUID.</param>
/// <param name="Sectors">The size of the device; 0 without one.</param>
/// <param name="IsMarkedMissing">The volume group was changed while it was away, and LVM leaves it alone until it is told that it is back.</param>
/// <param name="VgUuid">The volume group that it belongs to, as LVM prints UUIDs.</param>
public sealed record DiskAnswer(string? Name, ulong Sectors, bool IsMarkedMissing, string VgUuid)
{
    /// <summary>The fields to ask for: one line for each physical volume.</summary>
    public const string Fields = "pv_uuid,pv_name,dev_size,pv_missing,vg_uuid";

    /// <summary>What stands between two fields; LVM allows it in no name.</summary>
    public const char Separator = '|';

    private const int FieldCount = 5;

    /// <summary>Finds a physical volume in an answer such as <c>o7uxFu-…|/dev/sdb|131072|missing|IYOB2z-…</c>; null when it is not in there.</summary>
    /// <param name="answer">The lines; sizes in sectors.</param>
    /// <param name="uuid">The physical volume, as LVM prints UUIDs.</param>
    public static DiskAnswer? Find(string answer, string uuid)
    {
        foreach (var line in answer.Split('\n'))
        {
            var fields = line.Trim().Split(Separator);
            if (fields.Length == FieldCount && fields[0] == uuid
                && ulong.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sectors))
                return new DiskAnswer(fields[1].StartsWith('/') ? fields[1] : null, sectors, fields[3].Length > 0, fields[4]);
        }
        return null;
    }
}
