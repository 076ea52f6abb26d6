using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Processes;

namespace MirrorGuard.Linux.Helpers;

/// <summary>Starts <c>mirrorguard-helper</c> (native-shim/helper).</summary>
/// <param name="directory">Where the program is: the directory of the DSO. Null when that is unknown, and no helper can be started.</param>
public sealed class HelperProcesses(string? directory) : IHelpers
{
    /// <summary>The file's name.</summary>
    public const string FileName = "mirrorguard-helper";

    /// <inheritdoc />
    public IHelper? Start(string volume, out string? fault) =>
        StayingProgram.Start(directory, FileName, volume, out fault) is { } socket ? new HelperProcess(socket) : null;
}
