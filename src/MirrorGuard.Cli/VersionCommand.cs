using System.CommandLine;
using System.CommandLine.Invocation;

namespace MirrorGuard.Cli;

/// <summary><c>mirrorguard version</c>, and <c>--version</c> as LVM's commands have it.</summary>
internal static class VersionCommand
{
    public static Command Create(Streams streams) =>
        new("version", "Prints the version.") { Action = Action(streams) };

    public static CommandLineAction Action(Streams streams) => new Print(streams);

    private sealed class Print(Streams streams) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            streams.Output.WriteLine($"mirrorguard {typeof(VersionCommand).Assembly.GetName().Version!.ToString(3)}");
            return ExitCode.Ok;
        }
    }
}
