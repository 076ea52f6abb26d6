using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Processes;

/// <summary>A child process, the first of its process group.</summary>
internal sealed unsafe class ChildProcess(int pid, ChildFiles files) : IChildProcess
{
    private ChildEnd? _end;

    /// <inheritdoc />
    public ChildEnd? End => _end ??= Ended();

    /// <inheritdoc />
    public long Said => files.Length;

    /// <inheritdoc />
    public void Kill()
    {
        if (_end is null)
            _ = LibC.kill(-pid, LibC.SIGKILL);
    }

    /// <inheritdoc />
    public void Dispose() => files.Dispose();

    private ChildEnd? Ended()
    {
        int status;
        int ended = LibC.waitpid(pid, &status, LibC.WNOHANG);
        if (ended == 0 || (ended < 0 && Marshal.GetLastSystemError() == LibC.EINTR))
            return null;
        // Exited, not killed, with exit code 0; a child that is not to be had any more counts as failed.
        var succeeded = ended == pid && status == 0;
        try
        {
            return new ChildEnd(succeeded, files.Output, Last(files.Complaints));
        }
        catch (IOException exception)
        {
            return new ChildEnd(false, "", exception.Message);
        }
    }

    private static string Last(string lines) => lines.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? "";
}
