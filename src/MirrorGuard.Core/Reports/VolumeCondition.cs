namespace MirrorGuard.Core.Reports;

/// <summary>How a volume stands, in one word.</summary>
public enum VolumeCondition : byte
{
    /// <summary>Its status could not be had, or is not understood.</summary>
    Unknown,

    /// <summary>All legs are alive and in sync.</summary>
    Whole,

    /// <summary>All legs are alive, and the kernel copies.</summary>
    Recovering,

    /// <summary>A leg or the log is out, dead or cannot be read everywhere.</summary>
    Degraded,

    /// <summary>Nothing more is done without a person.</summary>
    NeedsPerson,
}
