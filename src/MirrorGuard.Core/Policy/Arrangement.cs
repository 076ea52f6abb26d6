namespace MirrorGuard.Core.Policy;

/// <summary>How the tables of a mirror and of its second image stand. A release and its way back swap one, then the other.</summary>
public enum Arrangement : byte
{
    /// <summary>Not looked at, or not a mirror that could be released.</summary>
    Unknown,

    /// <summary>As LVM loads them.</summary>
    LvmsOwn,

    /// <summary>The image is an error target, the mirror keeps in its log what the leg misses.</summary>
    Released,

    /// <summary>The image is an error target, the mirror still LVM's own: a release was cut off half way.</summary>
    ImageReleasedOnly,

    /// <summary>The image is back, the mirror still the released one: a return was cut off half way.</summary>
    MirrorReleasedOnly,
}
