namespace MirrorGuard.Core.Relocation;

/// <summary>How the relocation of all legs of a volume, or of some places of them, ended; of the legs that is said of what was to be searched.</summary>
public enum RelocationEnd : byte
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>Every place of every leg can be read.</summary>
    AllReadable,

    /// <summary>Some places cannot be read on any leg; all others can, on every leg.</summary>
    PlacesLost,

    /// <summary>Some places are left unreadable on a leg, since the legs that can be read there may hold old data.</summary>
    SourceInDoubt,

    /// <summary>One leg cannot be read everywhere and not be rewritten; all others have whatever can be read at all.</summary>
    LegWornOut,

    /// <summary>Several legs are worn out, or one is and another could not be searched: none can be spared.</summary>
    NoLegToSpare,

    /// <summary>Some places were not searched, or not rewritten, since a leg answers nowhere. Of a search of all legs, such a leg is worn out.</summary>
    LegSilent,

    /// <summary>Not all of it was searched: the volume was busy, or something changed. It is worth another try.</summary>
    Interrupted,
}
