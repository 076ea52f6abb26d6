namespace MirrorGuard.Core.Policy;

/// <summary>Why the policy is asked.</summary>
public enum InputKind : byte
{
    /// <summary>The first status, read when the device was registered.</summary>
    Registered,

    /// <summary>The kernel raised an event; the status came with it.</summary>
    Event,

    /// <summary>The moment that was asked for has come; the status was read just now.</summary>
    Due,

    /// <summary>LVM's repair ended well, by its own account; the status was read afterwards.</summary>
    RepairSucceeded,

    /// <summary>LVM's repair failed or could not start; the status was read afterwards.</summary>
    RepairFailed,

    /// <summary>The tables are loaded as was asked for; the status was read afterwards.</summary>
    Swapped,

    /// <summary>The tables were not as they should be, or somebody works on them: nothing was changed.</summary>
    SwapRefused,

    /// <summary>A table could not be loaded, or there is nobody to load it.</summary>
    SwapFailed,

    /// <summary>The kernel does not finish a table swap.</summary>
    SwapHangs,

    /// <summary>The part that is waited for answers, and is the disk that it was.</summary>
    ProbeGood,

    /// <summary>It does not answer, or fails.</summary>
    ProbeBad,

    /// <summary>Another disk answers in its place.</summary>
    ProbeOtherDisk,

    /// <summary>All legs, or some places of them, were searched for what cannot be read, or that was given up; see <see cref="PolicyInput.Relocation"/>.</summary>
    Relocated,

    /// <summary>The scan found places of legs that cannot be read, while the kernel knows of none; the status was read just now.</summary>
    PlacesFound,

    /// <summary>The scan found places where legs differ for good, which are to be overwritten; the status was read just now.</summary>
    DifferencesFound,
}
