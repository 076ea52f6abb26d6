using System;

namespace MirrorGuard.Cli;

/// <summary>The command <c>mirrorguard</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => MirrorGuardCommand.Run(arguments, Streams, MachineView.ThisOne);

    private static Streams Streams => new(
        Console.OpenStandardInput,
        !Console.IsInputRedirected,
        Console.Out,
        Console.Error,
        ControlClient.Default.Ask,
        IsOutputTerminal: !Console.IsOutputRedirected,
        HasColour: !Console.IsOutputRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"));
}
