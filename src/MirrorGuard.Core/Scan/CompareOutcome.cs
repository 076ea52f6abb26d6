namespace MirrorGuard.Core.Scan;

/// <summary>What became of a request to compare legs.</summary>
public enum CompareOutcome : byte
{
    /// <summary>It was carried out, as far as <see cref="Comparison.Compared"/> says.</summary>
    Done,

    /// <summary>Somebody has the volume group's lock: LVM changes something.</summary>
    Refused,

    /// <summary>A leg is not there, or shorter than it should be.</summary>
    Failed,

    /// <summary>There is no reader any more.</summary>
    Lost,
}
