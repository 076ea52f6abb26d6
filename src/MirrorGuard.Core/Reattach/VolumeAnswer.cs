using System;
using System.Globalization;

namespace MirrorGuard.Core.Reattach;

/// <summary>
/// What LVM says of a volume. It is compared as a whole: whatever is different from what LVM itself left behind was changed by somebody,
/// and who that was is not to be surprised by us.
/// </summary>
public static class VolumeAnswer
{
    /// <summary>The fields to ask for: one line for each segment.</summary>
    public const string Fields = "vg_uuid,lv_uuid,vg_name,lv_name,lv_size,segtype,stripes,devices";

    private const int FieldCount = 8;

    /// <summary>Whether the volume is what a repair leaves when it removes <paramref name="removed"/>, and nothing else.</summary>
    /// <param name="answer">For example <c>IYOB2z-…|rIp97z-…|vg|lv|32768|linear|1|/dev/sdc(0)</c>.</param>
    /// <param name="removed">The leg.</param>
    public static bool Lacks(string answer, RemovedLeg removed)
    {
        var fields = answer.Trim().Split(DiskAnswer.Separator);
        if (fields.Length != FieldCount)
            return false;
        var isSame = fields[0] == removed.Id.Vg.ToString() && fields[1] == removed.Id.Lv.ToString()
            && fields[2] == removed.Volume.Vg && fields[3] == removed.Volume.Lv;
        var legs = (removed.LegsBefore - 1).ToString(CultureInfo.InvariantCulture);
        return isSame && fields[5] == (removed.LegsBefore == 2 ? "linear" : "mirror") && fields[6] == legs;
    }

    /// <summary>Whether the volume itself, and not an image of it, lies on <paramref name="disk"/>.</summary>
    /// <param name="answer">As above.</param>
    /// <param name="disk">A device, for example <c>/dev/sdc</c>.</param>
    public static bool LiesOn(string answer, string disk) =>
        answer.Trim().Split(DiskAnswer.Separator)[^1].StartsWith($"{disk}(", StringComparison.Ordinal);
}
