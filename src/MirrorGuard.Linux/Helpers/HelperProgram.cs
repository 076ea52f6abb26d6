using System.Runtime.InteropServices;
using System.Text;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Helpers;

/// <summary>Runs the helper's file until the process that stays is ready.</summary>
/// <remarks>
/// The process that is started here forks the one that stays and ends, so dmeventd is left with no child to wait for, ever. The
/// alternative, to wait at <c>Dispose</c>, was rejected: a helper that hangs in a suspend would never be waited for, and dmeventd may
/// not wait for it.
/// </remarks>
internal static unsafe class HelperProgram
{
    /// <summary>Where the helper finds its socket (native-shim/helper/protocol.h).</summary>
    private const int HelperSocket = 3;

    /// <summary>0, or the errno of what went wrong here or in the helper.</summary>
    internal static int Run(string path, string volume, int socket)
    {
        int error = Spawn(path, volume, socket, out int pid);
        return error == 0 ? WaitFor(pid) : error;
    }

    private static int Spawn(string path, string volume, int socket, out int pid)
    {
        posix_spawn_file_actions_t files;
        int error = LibC.posix_spawn_file_actions_init(&files);
        pid = 0;
        if (error != 0)
            return error;
        error = LibC.posix_spawn_file_actions_adddup2(&files, socket, HelperSocket);
        if (error == 0)
            error = Spawn(path, volume, &files, out pid);
        _ = LibC.posix_spawn_file_actions_destroy(&files);
        return error;
    }

    /// <summary>With every signal blocked from the first moment, and an empty environment: nothing that dmeventd was started with concerns it.</summary>
    private static int Spawn(string path, string volume, posix_spawn_file_actions_t* files, out int pid)
    {
        posix_spawnattr_t attributes;
        sigset_t signals;
        _ = LibC.posix_spawnattr_init(&attributes);
        _ = LibC.sigfillset(&signals);
        _ = LibC.posix_spawnattr_setflags(&attributes, LibC.POSIX_SPAWN_SETSIGDEF | LibC.POSIX_SPAWN_SETSIGMASK);
        _ = LibC.posix_spawnattr_setsigdefault(&attributes, &signals);
        _ = LibC.posix_spawnattr_setsigmask(&attributes, &signals);

        fixed (byte* file = Encoding.UTF8.GetBytes(path + '\0'), name = Encoding.UTF8.GetBytes(volume + '\0'))
        fixed (int* number = &pid)
        {
            byte** arguments = stackalloc byte*[3] { file, name, null };
            byte** environment = stackalloc byte*[1] { null };
            return LibC.posix_spawn(number, file, files, &attributes, arguments, environment);
        }
    }

    /// <summary>An exit code of the helper is an errno; whatever else ended it is <see cref="LibC.ECHILD"/>.</summary>
    private static int WaitFor(int pid)
    {
        int status;
        while (LibC.waitpid(pid, &status, 0) < 0)
        {
            if (Marshal.GetLastSystemError() != LibC.EINTR)
                return LibC.ECHILD;
        }
        bool hasExited = (status & 0x7f) == 0;
        return hasExited ? (status >> 8) & 0xff : LibC.ECHILD;
    }
}
