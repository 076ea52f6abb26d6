using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>Starting a program. Sources: <c>spawn.h</c>, <c>signal.h</c>, <c>sys/wait.h</c>, <c>sys/mman.h</c>; the spawn functions return an errno, the others -1 and set errno.</summary>
internal static unsafe partial class LibC
{
    /// <summary>Begin a process group, of its own number by default.</summary>
    internal const int POSIX_SPAWN_SETPGROUP = 2;

    /// <summary>Give these signals their default action.</summary>
    internal const int POSIX_SPAWN_SETSIGDEF = 4;

    /// <summary>Start with this signal mask.</summary>
    internal const int POSIX_SPAWN_SETSIGMASK = 8;

    /// <summary>Do not wait: 0 while the child runs.</summary>
    internal const int WNOHANG = 1;

    /// <summary>Not for a program that is started.</summary>
    internal const uint MFD_CLOEXEC = 1;

    /// <summary>Ends a process, which cannot help it.</summary>
    internal const int SIGKILL = 9;

    /// <summary>Starts <paramref name="path"/>; <paramref name="pid"/> is ours to wait for. All pointers are only read.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawn(
        int* pid, byte* path, posix_spawn_file_actions_t* file_actions, posix_spawnattr_t* attrp, byte** argv, byte** envp);

    /// <summary>Opens a file that is nowhere but in memory, and returns its descriptor.</summary>
    [LibraryImport(Library)]
    internal static partial int memfd_create(byte* name, uint flags);

    /// <summary>Makes an empty list; ours to destroy.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_init(posix_spawn_file_actions_t* file_actions);

    /// <summary>Adds: the program has <paramref name="fd"/> as <paramref name="newfd"/>, open.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t* file_actions, int fd, int newfd);

    /// <summary>Adds: nothing from <paramref name="from"/> on is open in the program.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t* file_actions, int from);

    /// <summary>Frees what the list holds.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t* file_actions);

    /// <summary>Makes default attributes; they hold no memory.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_init(posix_spawnattr_t* attr);

    /// <summary>Says which attributes count.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setflags(posix_spawnattr_t* attr, short flags);

    /// <summary>The signals that get their default action; the set is copied.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setsigdefault(posix_spawnattr_t* attr, sigset_t* sigdefault);

    /// <summary>The signals that are blocked; the set is copied.</summary>
    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setsigmask(posix_spawnattr_t* attr, sigset_t* sigmask);

    /// <summary>Every signal.</summary>
    [LibraryImport(Library)]
    internal static partial int sigfillset(sigset_t* set);

    /// <summary>Waits for the end of one child: its number, with how it ended in <paramref name="stat_loc"/>.</summary>
    [LibraryImport(Library)]
    internal static partial int waitpid(int pid, int* stat_loc, int options);

    /// <summary>Sends a signal to a process.</summary>
    [LibraryImport(Library)]
    internal static partial int kill(int pid, int sig);
}
