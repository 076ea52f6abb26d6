using System.Collections.Generic;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Processes;

namespace MirrorGuard.Linux;

/// <summary>Starts <c>/sbin/lvm</c>, with nothing of dmeventd's but where LVM's configuration is.</summary>
public sealed class LvmCommands : ILvmCommands
{
    private const string Path = "/sbin/lvm";

    /// <summary>
    /// Never <c>LVM_RUN_BY_DMEVENTD</c>, which the stock DSOs set for all of dmeventd: with it LVM would not register the volume that gets
    /// its leg back. Open files are not LVM's to complain of.
    /// </summary>
    private static readonly string[] Environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "LVM_SUPPRESS_FD_WARNINGS=1"];

    /// <inheritdoc />
    public IChildProcess? Start(IReadOnlyList<string> arguments)
    {
        List<string> environment = [.. Environment];
        if (System.Environment.GetEnvironmentVariable("LVM_SYSTEM_DIR") is { } directory)
            environment.Add($"LVM_SYSTEM_DIR={directory}");
        return Program.Start(Path, ["lvm", .. arguments], environment);
    }
}
