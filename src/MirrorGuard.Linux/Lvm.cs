using System.Text;
using MirrorGuard.Core.Naming;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux;

/// <summary>
/// LVM's library inside dmeventd, shared with the stock DSOs: one handle, one lock, memory locked
/// while any of us is registered.
/// </summary>
public sealed unsafe class Lvm : ILvm
{
    /// <inheritdoc />
    public bool TryPrepare() => LibDevMapperEventLvm2.dmeventd_lvm2_init() != 0;

    /// <inheritdoc />
    public void Release() => LibDevMapperEventLvm2.dmeventd_lvm2_exit();

    /// <inheritdoc />
    public bool Repair(VolumeName volume) => Run($"lvconvert --repair --use-policies {volume}");

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
