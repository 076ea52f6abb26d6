using System.Collections.Generic;

namespace MirrorGuard.Engine.Ports;

/// <summary>Programs of the administrator's that are told what happened; no shell comes in between.</summary>
public interface IReportPrograms
{
    /// <summary>Starts one and returns at once; null when it cannot be started.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="arguments">What follows its name.</param>
    /// <param name="variables"><c>NAME=value</c>; beside them it has a plain PATH.</param>
    IChildProcess? Start(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> variables);
}
