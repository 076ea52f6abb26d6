namespace MirrorGuard.Simulation;

/// <summary>The kernels that the model is held against. dm-mirror itself is the same in both; device-mapper's core is not.</summary>
public enum KernelRelease
{
    /// <summary>Debian 12: a device whose table becomes <c>error</c> has no write cache.</summary>
    Linux61,

    /// <summary>Debian 13: it keeps the write cache that it had, since a table without data devices leaves a device's limits alone.</summary>
    Linux612,
}
