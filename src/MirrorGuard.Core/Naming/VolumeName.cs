namespace MirrorGuard.Core.Naming;

/// <summary>A logical volume as LVM's commands name it: <c>vg0/data</c>.</summary>
/// <param name="Vg">The volume group.</param>
/// <param name="Lv">The logical volume.</param>
public sealed record VolumeName(string Vg, string Lv)
{
    /// <summary><c>vg0/data</c></summary>
    public override string ToString() => $"{Vg}/{Lv}";
}
