namespace MirrorGuard.Simulation;

/// <summary>How a suspend ended.</summary>
public enum SuspendOutcome
{
    /// <summary>The device is suspended, or was and has been resumed.</summary>
    Done,

    /// <summary>It waits in the kernel for ever, uninterruptibly; only a reboot ends it.</summary>
    Hangs,
}
