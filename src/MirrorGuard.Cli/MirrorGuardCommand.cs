using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using MirrorGuard.Cli.Canary;
using MirrorGuard.Cli.Status;

namespace MirrorGuard.Cli;

/// <summary>The command line as a whole: what can be asked for, and what becomes of mistakes.</summary>
internal static class MirrorGuardCommand
{
    /// <summary>Carries out one command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, Streams streams, MachineView machine)
    {
        // A line that starts with '@' is a line, not the name of a file with arguments.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
        ParseResult result = Create(streams, machine).Parse(arguments, parsing);
        if (result.Errors.Count > 0)
            return Refuse(result.Errors, streams);
        try
        {
            return result.Invoke(new InvocationConfiguration
            {
                Output = streams.Output,
                Error = streams.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (IOException failure)
        {
            streams.Error.WriteLine($"mirrorguard: {failure.Message}");
            return ExitCode.Failed;
        }
    }

    /// <summary>All that there is, for the parser and for tests of what is told about it.</summary>
    internal static RootCommand Create(Streams streams, MachineView machine)
    {
        var root = new RootCommand("Watches over LVM mirrors: explains their faults and what is done about them.")
        {
            CanaryCommand.Create(streams, machine),
            CheckConfigCommand.Create(streams),
            ExplainCommand.Create(streams, machine),
            HistoryCommand.Create(streams, machine),
            ReregisterCommand.Create(streams),
            ScanCommand.Create(streams, machine),
            StatusCommand.Create(streams, machine),
            TestReportCommand.Create(streams, machine),
            VersionCommand.Create(streams),
        };
        foreach (Option option in root.Options)
        {
            // Elsewhere they ask for help; here they begin a path, and would be completed to.
            option.Aliases.Remove("/?");
            option.Aliases.Remove("/h");
            if (option is VersionOption)
                option.Action = VersionCommand.Action(streams);
        }
        return root;
    }

    private static int Refuse(IReadOnlyList<ParseError> errors, Streams streams)
    {
        foreach (ParseError error in errors)
            streams.Error.WriteLine($"mirrorguard: {error.Message}");
        streams.Error.WriteLine("Run 'mirrorguard --help' for what can be asked.");
        return ExitCode.InvalidCommandLine;
    }
}
