namespace MirrorGuard.Core.Settings;

/// <summary>What becomes of a place where the legs differ: key <c>scan/mismatch</c>.</summary>
public enum MismatchResponse
{
    /// <summary>It is reported; two differing copies give no right answer.</summary>
    Report,

    /// <summary>It is reported and written anew: from the primary leg, or by majority with three legs.</summary>
    Resync,
}
