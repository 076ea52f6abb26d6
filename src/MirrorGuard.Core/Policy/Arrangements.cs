using MirrorGuard.Core.Tables;

namespace MirrorGuard.Core.Policy;

/// <summary>Tells an <see cref="Arrangement"/> by the tables.</summary>
public static class Arrangements
{
    /// <summary>How the tables of a mirror of two legs, and of its second image, stand.</summary>
    /// <param name="errorHandling">The mirror's.</param>
    /// <param name="isImageError">The image is one error target.</param>
    /// <param name="hasImageOneTarget">The image has one target, whichever.</param>
    public static Arrangement Of(ErrorHandling errorHandling, bool isImageError, bool hasImageOneTarget) =>
        (errorHandling, isImageError, hasImageOneTarget) switch
        {
            (ErrorHandling.Held, true, _) => Arrangement.ImageReleasedOnly,
            (ErrorHandling.Held, false, _) => Arrangement.LvmsOwn,
            (ErrorHandling.KeptInLog, true, _) => Arrangement.Released,
            (ErrorHandling.KeptInLog, false, true) => Arrangement.MirrorReleasedOnly,
            _ => Arrangement.Unknown,
        };
}
