using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Processes;

/// <summary>Starts a program of ours with one end of a pair of sockets as all it has, and waits until the process that stays is ready.</summary>
/// <remarks>
/// The process that is started here forks the one that stays and ends, so dmeventd is left with no child to wait for, ever. The
/// alternative, to wait at <c>Dispose</c>, was rejected: one that hangs in the kernel would never be waited for, and dmeventd may
/// not wait for it.
/// </remarks>
internal static unsafe class StayingProgram
{
    /// <summary>Where the program finds its socket (native-shim/process/stay.h).</summary>
    private const int ProcessSocket = 3;

    /// <summary>Our end of the socket; null, with the reason for a person, when the program does not run.</summary>
    /// <param name="directory">Where the program lies: beside the DSO. Null when that is unknown.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="volume">Whom it is for, so that a person finds it among the processes.</param>
    /// <param name="fault">Why it does not run.</param>
    internal static SafeFileHandle? Start(string? directory, string fileName, string volume, out string? fault)
    {
        fault = null;
        if (directory is null)
        {
            fault = $"{fileName} lies beside the DSO, and dmeventd did not load that by its path";
            return null;
        }
        using var pair = SocketPair.Open();
        if (pair is null)
        {
            fault = $"there are no sockets: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastSystemError())}";
            return null;
        }
        var path = Path.Combine(directory, fileName);
        var error = Run(path, volume, pair.Theirs);
        if (error == 0)
            return pair.TakeOurs();
        fault = $"{path} cannot be started: {Marshal.GetPInvokeErrorMessage(error)}";
        return null;
    }

    /// <summary>0, or the errno of what went wrong here or in the program.</summary>
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
        error = LibC.posix_spawn_file_actions_adddup2(&files, socket, ProcessSocket);
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

    /// <summary>An exit code of the program is an errno; whatever else ended it is <see cref="LibC.ECHILD"/>.</summary>
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
