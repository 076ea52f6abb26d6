using System;
using System.Collections.Generic;

namespace MirrorGuard.Cli.Canary;

/// <summary>Programs of this machine, so that tests can stand in for them.</summary>
internal interface ITools
{
    /// <summary>Keeps a second canary from running beside this one, until disposed of.</summary>
    /// <exception cref="System.IO.IOException">One runs, or this is not root.</exception>
    IDisposable Lock();

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Found on the path of root.</param>
    /// <param name="arguments">Its arguments.</param>
    ToolEnd Run(string program, IReadOnlyList<string> arguments);

    /// <summary>Starts a program that may wait for a disk.</summary>
    /// <returns>How it ended; null while it runs.</returns>
    Func<ToolEnd?> Start(string program, IReadOnlyList<string> arguments);

    /// <summary>Makes a file of zeros, and the directory that it lies in, for root only.</summary>
    void MakeFile(string path, long bytes);

    /// <summary>Takes a directory away with all that is in it; one that is not there is none.</summary>
    void RemoveDirectory(string path);
}
