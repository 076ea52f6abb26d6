using System;
using System.Collections.Generic;
using System.CommandLine;

using MirrorGuard.Lab.Host;

namespace MirrorGuard.Lab.Commands;

/// <summary><c>doctor</c>: what is missing on this machine, one package a line.</summary>
internal static class DoctorCommand
{
    internal static Command Create()
    {
        var command = new Command("doctor", "Name the Debian packages that the lab needs and that are missing, one a line.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        IReadOnlyList<string> missing = HostTools.MissingPackages();
        foreach (string package in missing)
            Console.WriteLine(package);
        return missing.Count == 0 ? 0 : 1;
    }
}
