using System;
using System.CommandLine;

using MirrorGuard.Lab.Guests;
using MirrorGuard.Lab.Host;

namespace MirrorGuard.Lab.Commands;

/// <summary><c>roots</c>: make the guests' roots that are missing.</summary>
internal static class RootsCommand
{
    internal static Command Create()
    {
        var command = new Command("roots", "Make the guests' roots that are missing (a minute each), and say where they are.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        HostTools.RequireAll();
        foreach (GuestImage image in GuestImage.All)
            Console.WriteLine($"{image} {GuestRoots.Ensure(image)}");
    }
}
