using System;
using System.Text;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Core.Reattach;

/// <summary>LVM's UUIDs of a logical volume and its group, which outlive a rename; they are spelled as those of physical volumes are.</summary>
/// <param name="Vg">The volume group's.</param>
/// <param name="Lv">The logical volume's own.</param>
public readonly record struct VolumeId(PvUuid Vg, PvUuid Lv)
{
    private const string Prefix = "LVM-";

    /// <summary>
    /// Takes a dm UUID, <c>LVM-</c> and 64 characters. One with a layer behind it (<c>-real</c>, <c>-tdata</c>) is refused: LVM converts no such part.
    /// </summary>
    public static bool TryParse(string dmUuid, out VolumeId id)
    {
        id = default;
        if (!dmUuid.StartsWith(Prefix, StringComparison.Ordinal) || dmUuid.Length != Prefix.Length + (2 * PvUuid.Length))
            return false;
        var ids = Encoding.UTF8.GetBytes(dmUuid[Prefix.Length..]).AsSpan();
        if (!PvUuid.TryParse(ids[..PvUuid.Length], out var vg) || !PvUuid.TryParse(ids[PvUuid.Length..], out var lv))
            return false;
        id = new VolumeId(vg, lv);
        return true;
    }
}
