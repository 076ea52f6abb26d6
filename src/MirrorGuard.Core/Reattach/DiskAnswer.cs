using System.Globalization;

namespace MirrorGuard.Core.Reattach;

/// <summary>What LVM says of one physical volume.</summary>
/// <param name="Name">Its device, for example <c>/dev/sdb</c>; null: LVM finds no disk with that UUID.</param>
/// <param name="Sectors">The size of the device; 0 without one.</param>
/// <param name="IsMarkedMissing">The volume group was changed while it was away, and LVM leaves it alone until it is told that it is back.</param>
/// <param name="VgUuid">The volume group that it belongs to, as LVM prints UUIDs.</param>
/// <param name="FreeExtent">The first extent that no volume has; null: it is full.</param>
public sealed record DiskAnswer(string? Name, ulong Sectors, bool IsMarkedMissing, string VgUuid, uint? FreeExtent)
{
    /// <summary>The fields to ask for: one line for each piece of a physical volume that a volume has, or nobody.</summary>
    public const string Fields = "pv_uuid,pv_name,dev_size,pv_missing,vg_uuid,pvseg_start,segtype";

    /// <summary>What stands between two fields; LVM allows it in no name.</summary>
    public const char Separator = '|';

    private const int FieldCount = 7;

    private const string NobodysType = "free";

    /// <summary>Finds a physical volume in an answer such as <c>o7uxFu-…|/dev/sdb|131072|missing|IYOB2z-…|0|free</c>; null when it is not in there.</summary>
    /// <param name="answer">The lines; sizes in sectors.</param>
    /// <param name="uuid">The physical volume, as LVM prints UUIDs.</param>
    public static DiskAnswer? Find(string answer, string uuid)
    {
        DiskAnswer? found = null;
        foreach (var line in answer.Split('\n'))
        {
            var fields = line.Trim().Split(Separator);
            if (fields.Length != FieldCount || fields[0] != uuid
                || !ulong.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sectors)
                || !uint.TryParse(fields[5], NumberStyles.None, CultureInfo.InvariantCulture, out var extent))
                continue;
            found ??= new DiskAnswer(fields[1].StartsWith('/') ? fields[1] : null, sectors, fields[3].Length > 0, fields[4], FreeExtent: null);
            if (fields[6] == NobodysType)
                found = found with { FreeExtent = found.FreeExtent ?? extent };
        }
        return found;
    }
}
