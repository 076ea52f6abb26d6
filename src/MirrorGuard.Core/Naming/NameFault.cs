namespace MirrorGuard.Core.Naming;

/// <summary>Why a device's name cannot be one that LVM gave.</summary>
public enum NameFault
{
    /// <summary>It can be.</summary>
    None,

    /// <summary>It is longer than device-mapper allows, or empty.</summary>
    Length,

    /// <summary>It has a character that LVM allows in no name; such a name must not get into a command line.</summary>
    Character,

    /// <summary>Unquoted hyphens do not cut it into a volume group, a logical volume and at most one layer.</summary>
    Parts,
}
