namespace MirrorGuard.Core.Steps;

/// <summary>How a program ended.</summary>
public enum StepOutcome : byte
{
    /// <summary>Every step did what it says.</summary>
    Done,

    /// <summary>
    /// An <see cref="StepKind.Expect"/>, <see cref="StepKind.ExpectDisk"/> or <see cref="StepKind.LockGroup"/> found something else.
    /// No later step ran, and what earlier ones had loaded was cleared.
    /// </summary>
    Refused,

    /// <summary>
    /// A step met an error. No later step ran; a table that was not yet swapped in was cleared, a device that the program
    /// had suspended was resumed. A table that was swapped in before stays.
    /// </summary>
    Failed,

    /// <summary>The helper died or sent nonsense: nobody knows how far it came.</summary>
    Lost,
}
