using System.Collections.Generic;

namespace MirrorGuard.Engine.Ports;

/// <summary>LVM's commands as processes of their own: what takes long, and what is to outlive a device's registration.</summary>
public interface ILvmCommands
{
    /// <summary>Starts <c>lvm</c> and returns at once; null when it cannot be started.</summary>
    /// <param name="arguments">The command and its arguments, such as <c>pvs</c>.</param>
    IChildProcess? Start(IReadOnlyList<string> arguments);
}
