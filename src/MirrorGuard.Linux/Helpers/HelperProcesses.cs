using System.IO;
using System.Runtime.InteropServices;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux.Helpers;

/// <summary>Starts <c>mirrorguard-helper</c> (native-shim/helper), with one end of a pair of sockets as all it has.</summary>
/// <param name="directory">Where the program is: the directory of the DSO. Null when that is unknown, and no helper can be started.</param>
public sealed class HelperProcesses(string? directory) : IHelpers
{
    /// <summary>The file's name.</summary>
    public const string FileName = "mirrorguard-helper";

    /// <inheritdoc />
    public IHelper? Start(string volume, out string? fault)
    {
        fault = null;
        if (directory is null)
        {
            fault = $"{FileName} lies beside the DSO, and dmeventd did not load that by its path";
            return null;
        }
        using var pair = SocketPair.Open();
        if (pair is null)
        {
            fault = $"there are no sockets: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastSystemError())}";
            return null;
        }
        var path = Path.Combine(directory, FileName);
        var error = HelperProgram.Run(path, volume, pair.Theirs);
        if (error == 0)
            return new HelperProcess(pair.TakeOurs());
        fault = $"{path} cannot be started: {Marshal.GetPInvokeErrorMessage(error)}";
        return null;
    }
}
