using System.Collections.Generic;
using System.Text;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Processes;

/// <summary>Starts programs that end by themselves, with nothing of dmeventd's: no open file, no signal that is blocked or ignored, no environment.</summary>
internal static unsafe class Program
{
    /// <summary>Behind standard input, output and error.</summary>
    private const int FirstOther = 3;

    /// <summary>Starts a program in a process group of its own, and returns at once; null when it cannot be started.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="words">Its name as it is to see it, and its arguments.</param>
    /// <param name="environment"><c>NAME=value</c></param>
    internal static ChildProcess? Start(string path, IReadOnlyList<string> words, IReadOnlyList<string> environment)
    {
        ChildFiles? files = null;
        try
        {
            files = ChildFiles.Open();
            if (files is null || !TrySpawn(path, words, environment, files, out var pid))
                return null;
            var child = new ChildProcess(pid, files);
            files = null;
            return child;
        }
        finally
        {
            files?.Dispose();
        }
    }

    private static bool TrySpawn(string path, IReadOnlyList<string> words, IReadOnlyList<string> environment, ChildFiles files, out int pid)
    {
        pid = 0;
        posix_spawn_file_actions_t actions;
        if (LibC.posix_spawn_file_actions_init(&actions) != 0)
            return false;
        var isMade = true;
        for (var number = 0; number <= 2; number++)
            isMade &= LibC.posix_spawn_file_actions_adddup2(&actions, files.Descriptor(number), number) == 0;
        // LVM's library, at work on another thread, opens its lock files for all programs to inherit: whoever did would keep LVM waiting.
        isMade &= LibC.posix_spawn_file_actions_addclosefrom_np(&actions, FirstOther) == 0;
        isMade = isMade && TrySpawn(path, words, environment, &actions, out pid);
        _ = LibC.posix_spawn_file_actions_destroy(&actions);
        return isMade;
    }

    private static bool TrySpawn(
        string path, IReadOnlyList<string> words, IReadOnlyList<string> environment, posix_spawn_file_actions_t* files, out int pid)
    {
        using var arguments = new NativeWords(words);
        using var settings = new NativeWords(environment);

        // Plugin threads have nearly all signals blocked, and the runtime ignores SIGPIPE.
        posix_spawnattr_t attributes;
        sigset_t all, none = default;
        _ = LibC.posix_spawnattr_init(&attributes);
        _ = LibC.sigfillset(&all);
        _ = LibC.posix_spawnattr_setflags(&attributes, LibC.POSIX_SPAWN_SETSIGDEF | LibC.POSIX_SPAWN_SETSIGMASK | LibC.POSIX_SPAWN_SETPGROUP);
        _ = LibC.posix_spawnattr_setsigdefault(&attributes, &all);
        _ = LibC.posix_spawnattr_setsigmask(&attributes, &none);
        fixed (byte* file = Encoding.UTF8.GetBytes(path + '\0'))
        fixed (int* number = &pid)
            return LibC.posix_spawn(number, file, files, &attributes, arguments.Pointers, settings.Pointers) == 0;
    }
}
