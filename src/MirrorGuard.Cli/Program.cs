using System;

namespace MirrorGuard.Cli;

/// <summary>The command <c>mirrorguard</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments) =>
        MirrorGuardCommand.Run(arguments, new Streams(Console.OpenStandardInput, !Console.IsInputRedirected, Console.Out, Console.Error, ControlClient.Default.Ask));
}
