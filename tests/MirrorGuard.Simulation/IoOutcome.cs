namespace MirrorGuard.Simulation;

/// <summary>What has become of an I/O.</summary>
public enum IoOutcome
{
    /// <summary>Not answered: under way, held by the mirror, or waiting for a resume.</summary>
    Pending,

    /// <summary>The application was told that it is done.</summary>
    Acknowledged,

    /// <summary>The application got EIO.</summary>
    Failed,
}
