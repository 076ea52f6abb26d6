using System.Globalization;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Core.Metadata;

/// <summary>What LVM's metadata says of the disk on which a part of a mirror lies, whether that disk answers or not.</summary>
public static class PartAnswer
{
    /// <summary>The fields to ask for: one line for each stretch of a physical volume that a logical volume has.</summary>
    public const string Fields = "lv_name,pv_uuid,dev_size";

    private const int FieldCount = 3;

    /// <summary>
    /// Finds the disk of a part in an answer such as <c>[lv_mimage_1]|4Irdpx-…|262144</c>; null while the disk is missing, since then nobody
    /// knows its size, and where the part does not lie on exactly one.
    /// </summary>
    /// <param name="answer">The lines; sizes in sectors.</param>
    /// <param name="part">LVM's name of the part, <c>lv_mimage_1</c>.</param>
    public static DiskIdentity? Find(string answer, string part)
    {
        DiskIdentity? found = null;
        // A last line without an end was cut off.
        foreach (var line in answer[..(answer.LastIndexOf('\n') + 1)].Split('\n'))
        {
            var fields = line.Trim().Split(DiskAnswer.Separator);
            if (fields.Length != FieldCount || fields[0].Trim('[', ']') != part)
                continue;
            if (!ulong.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sectors) || sectors == 0)
                return null;
            if (!PvUuid.TryParse(fields[1], out var uuid))
                return null;
            if (found is not null)
                return null;
            found = new DiskIdentity(sectors, uuid);
        }
        return found;
    }
}
