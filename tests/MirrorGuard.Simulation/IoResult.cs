namespace MirrorGuard.Simulation;

/// <summary>How a target ends an I/O towards device-mapper's core.</summary>
internal enum IoResult
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>EIO.</summary>
    Failed,

    /// <summary>To be submitted again after the resume.</summary>
    Requeue,
}
