using System.CommandLine;
using System.IO;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux.Configuration;

namespace MirrorGuard.Cli;

/// <summary><c>mirrorguard check-config [FILE]</c>: what is wrong with a configuration, before the plugin finds it.</summary>
internal static class CheckConfigCommand
{
    public static Command Create(Streams streams)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = $"A configuration file; nothing means {ConfigurationFile.DefaultPath}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("check-config", "Says what is wrong with a configuration file.") { file };
        command.SetAction(parsed => Run(parsed.GetValue(file), streams));
        return command;
    }

    private static int Run(string? file, Streams streams)
    {
        string path = file ?? ConfigurationFile.DefaultPath;
        ConfigurationLoad load = new ConfigurationFile(path).Load();
        if (load.IsMissing && file is not null)
            throw new FileNotFoundException($"{path}: no such file");

        foreach (SettingsProblem problem in load.Problems)
            streams.Error.WriteLine(problem.In(path));
        if (load.Problems.Count > 0)
            return ExitCode.Failed;
        streams.Output.WriteLine(load.IsMissing ? $"{path}: no such file, so the defaults count" : $"{path}: no problems");
        return ExitCode.Ok;
    }
}
