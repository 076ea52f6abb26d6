using System.Text;
using MirrorGuard.Core.Naming;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux;

/// <summary>
/// LVM's library inside dmeventd, shared with the stock DSOs: one handle, one lock, memory locked
/// while any of us is registered. A repair must not page in anything from a disk that may be the dead one.
/// </summary>
public sealed unsafe class Lvm : ILvm
{
    /// <summary>Makes the library ready for a registration; false when it cannot be had.</summary>
    public static bool TryAcquire() => LibDevMapperEventLvm2.dmeventd_lvm2_init() != 0;

    /// <summary>Ends what <see cref="TryAcquire"/> began.</summary>
    public static void Release() => LibDevMapperEventLvm2.dmeventd_lvm2_exit();

    /// <inheritdoc />
    public bool Repair(VolumeName volume)
    {
        // A reference of its own: dmeventd may end the registration while the repair runs.
        if (!TryAcquire())
            return false;
        try
        {
            return Run($"lvconvert --repair --use-policies {volume}");
        }
        finally
        {
            Release();
        }
    }

    private static bool Run(string commandLine)
    {
        LibDevMapperEventLvm2.dmeventd_lvm2_lock();
        try
        {
            fixed (byte* command = Encoding.UTF8.GetBytes(commandLine + '\0'))
                return LibDevMapperEventLvm2.dmeventd_lvm2_run(command) != 0;
        }
        finally
        {
            LibDevMapperEventLvm2.dmeventd_lvm2_unlock();
        }
    }
}
