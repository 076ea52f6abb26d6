using System.Collections.Generic;
using System.Text;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux;

/// <summary>Starts <c>/sbin/lvm</c>, with nothing of dmeventd's but where LVM's configuration is.</summary>
public sealed unsafe class LvmCommands : ILvmCommands
{
    private const string Program = "/sbin/lvm";

    /// <summary>
    /// Never <c>LVM_RUN_BY_DMEVENTD</c>, which the stock DSOs set for all of dmeventd: with it LVM would not register the volume that gets
    /// its leg back. Open files are not LVM's to complain of.
    /// </summary>
    private static readonly string[] Environment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "LVM_SUPPRESS_FD_WARNINGS=1"];

    /// <inheritdoc />
    public ILvmCommand? Start(IReadOnlyList<string> arguments)
    {
        ChildFiles? files = null;
        try
        {
            files = ChildFiles.Open();
            if (files is null || !TrySpawn(arguments, files, out var pid))
                return null;
            var command = new LvmCommand(pid, files);
            files = null;
            return command;
        }
        finally
        {
            files?.Dispose();
        }
    }

    private static bool TrySpawn(IReadOnlyList<string> arguments, ChildFiles files, out int pid)
    {
        pid = 0;
        posix_spawn_file_actions_t actions;
        if (LibC.posix_spawn_file_actions_init(&actions) != 0)
            return false;
        var isMade = true;
        for (var number = 0; number <= 2; number++)
            isMade &= LibC.posix_spawn_file_actions_adddup2(&actions, files.Descriptor(number), number) == 0;
        isMade = isMade && TrySpawn(arguments, &actions, out pid);
        _ = LibC.posix_spawn_file_actions_destroy(&actions);
        return isMade;
    }

    private static bool TrySpawn(IReadOnlyList<string> arguments, posix_spawn_file_actions_t* files, out int pid)
    {
        List<string> environment = [.. Environment];
        if (System.Environment.GetEnvironmentVariable("LVM_SYSTEM_DIR") is { } directory)
            environment.Add($"LVM_SYSTEM_DIR={directory}");
        using var words = new NativeWords(["lvm", .. arguments]);
        using var settings = new NativeWords(environment);

        // Plugin threads have nearly all signals blocked, and the runtime ignores SIGPIPE.
        posix_spawnattr_t attributes;
        sigset_t all, none = default;
        _ = LibC.posix_spawnattr_init(&attributes);
        _ = LibC.sigfillset(&all);
        _ = LibC.posix_spawnattr_setflags(&attributes, LibC.POSIX_SPAWN_SETSIGDEF | LibC.POSIX_SPAWN_SETSIGMASK);
        _ = LibC.posix_spawnattr_setsigdefault(&attributes, &all);
        _ = LibC.posix_spawnattr_setsigmask(&attributes, &none);
        fixed (byte* path = Encoding.UTF8.GetBytes(Program + '\0'))
        fixed (int* number = &pid)
            return LibC.posix_spawn(number, path, files, &attributes, words.Pointers, settings.Pointers) == 0;
    }
}
