using System.Collections.Generic;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Processes;

namespace MirrorGuard.Linux;

/// <summary>Starts the administrator's program.</summary>
public sealed class ReportPrograms : IReportPrograms
{
    /// <inheritdoc />
    public IChildProcess? Start(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> variables) =>
        Program.Start(path, [path, .. arguments], ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", .. variables]);
}
