namespace MirrorGuard.Core.Scan;

/// <summary>What a scan waits for.</summary>
public enum ScanPhase : byte
{
    /// <summary>For the time of its next step.</summary>
    Resting,

    /// <summary>For the next piece of the volume to be read.</summary>
    Reading,

    /// <summary>For a place that differed to be read again.</summary>
    Looking,

    /// <summary>For unreadable places to be rewritten.</summary>
    Rewriting,
}
