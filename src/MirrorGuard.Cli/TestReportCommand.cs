using System.CommandLine;

namespace MirrorGuard.Cli;

/// <summary>
/// <c>mirrorguard test-report</c>: has the plugin send a report that says that it is a test, the way that it sends the others, and tells
/// what became of it.
/// </summary>
internal static class TestReportCommand
{
    /// <summary>Looks at what became of it: longer than the plugin lets a program run, at five looks a second.</summary>
    private const int MostLooks = 350;

    public static Command Create(Streams streams, MachineView machine)
    {
        var command = new Command("test-report", "Has a report sent that says that it is a test, and tells whether it was.");
        command.SetAction(_ => Run(streams, machine));
        return command;
    }

    private static int Run(Streams streams, MachineView machine)
    {
        var before = ReportStanding.Ask(streams);
        ReportStanding.SendTest(streams);
        if (before.Program.Length == 0)
        {
            streams.Output.WriteLine("The journal and the history have the test. No program is told of reports: set report/program in /etc/lvm/mirrorguard.conf.");
            return ExitCode.Ok;
        }
        for (var look = 0; look < MostLooks; look++)
        {
            var now = ReportStanding.Ask(streams);
            if (now.Failed > before.Failed)
            {
                streams.Error.WriteLine($"mirrorguard: {now.Program} was not told: {now.LastFault ?? "see dmeventd's log"}");
                return ExitCode.Failed;
            }
            if (now.Sent > before.Sent)
            {
                streams.Output.WriteLine($"{now.Program} was told, and says that all went well.");
                return ExitCode.Ok;
            }
            machine.Rest();
        }
        streams.Error.WriteLine($"mirrorguard: {before.Program} was not told within a minute; other reports may be before it: see dmeventd's log");
        return ExitCode.Failed;
    }
}
