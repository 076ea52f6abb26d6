namespace MirrorGuard.Core.Steps;

/// <summary>What one step of a <see cref="StepProgram"/> does; the numbers are the wire format's (<c>native-shim/helper/protocol.h</c>).</summary>
public enum StepKind : uint
{
    /// <summary>Takes LVM's lock of a volume group without waiting, until the program ends.</summary>
    LockGroup = 1,

    /// <summary>Refuses the program unless a device has exactly one known table, and nobody is at work on it.</summary>
    Expect,

    /// <summary>Loads a table into a device's inactive slot.</summary>
    Load,

    /// <summary>Empties a device's inactive slot.</summary>
    Clear,

    /// <summary>Suspends a device without flushing it.</summary>
    Suspend,

    /// <summary>Resumes a device, with the table of its inactive slot if there is one.</summary>
    Resume,

    /// <summary>Writes a file in one piece.</summary>
    Record,

    /// <summary>Deletes a file.</summary>
    Forget,

    /// <summary>Finds out which disk this is.</summary>
    Identify,

    /// <summary>Refuses the program unless a disk is the one that is known.</summary>
    ExpectDisk,

    /// <summary>Reads a range and throws it away.</summary>
    Read,

    /// <summary>Copies a range, and reads it back.</summary>
    Copy,

    /// <summary>Refuses the program if a device has raised an event.</summary>
    ExpectEvents,

    /// <summary>Keeps in a file what a device holds in a range, unless another device holds the same.</summary>
    Keep,

    /// <summary>Refuses the program unless a range holds what it held.</summary>
    ExpectContent,
}
