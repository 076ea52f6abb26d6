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
}
