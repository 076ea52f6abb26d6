using System;
using System.CommandLine;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux;
using MirrorGuard.Linux.Configuration;

namespace MirrorGuard.Cli.Canary;

/// <summary>
/// <c>mirrorguard canary</c>: proves on a mirror made for it that what is to happen when a disk dies does happen here, on this kernel, with this
/// LVM, this configuration and this report program.
/// </summary>
internal static class CanaryCommand
{
    public static Command Create(Streams streams, MachineView machine)
    {
        var command = new Command(
            "canary", "Makes a tiny mirror, lets one of its disks die and come back, and tells whether all that is to happen then did. Exits with 0 when it did.");
        command.SetAction(_ => Run(streams, machine));
        return command;
    }

    private static int Run(Streams streams, MachineView machine)
    {
        var settings = machine.LoadConfiguration().Settings;
        if (settings.For(CanaryMirror.Volume, ShellPattern.IsMatch).Faults.Mode == FaultMode.Observe)
            throw new IOException($"faults/mode = \"observe\" counts for {CanaryMirror.Volume}: nothing is done about faults, so there is nothing to try");

        using var only = machine.Tools.Lock();
        var mirror = new CanaryMirror(machine.Tools);
        if (mirror.Remove() is { } before)
            throw new IOException($"an earlier canary is in the way: {before}");
        var fault = Try(mirror, streams, machine, settings.Global.Report);
        var left = mirror.Remove();
        if (fault is not null)
            streams.Error.WriteLine($"mirrorguard: the canary: {fault}");
        if (left is not null)
            streams.Error.WriteLine($"mirrorguard: the canary could not be taken away, the next one tries again: {left}");
        Tell(fault is null, settings.Global.Report.Metrics, machine, streams);
        return fault is null && left is null ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>Null: all went well. It is not left behind when somebody ends the command.</summary>
    private static string? Try(CanaryMirror mirror, Streams streams, MachineView machine, ReportSettings report)
    {
        using var end = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            new CanaryTrial(mirror, streams, machine, report.Interval, end.Token).Run();
            return null;
        }
        catch (OperationCanceledException)
        {
            return "it was ended before its time";
        }
        catch (IOException failure)
        {
            return failure.Message;
        }

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            end.Cancel();
        }
    }

    private static void Tell(bool isSuccess, string metrics, MachineView machine, Streams streams)
    {
        if (Path.GetDirectoryName(metrics) is not { Length: > 0 } directory)
            return;
        var path = Path.Combine(directory, CanaryMetrics.FileName);
        if (new MetricsFile().Replace(path, CanaryMetrics.Write(isSuccess, machine.Time(), Earlier(path))) is { } fault)
            streams.Error.WriteLine($"mirrorguard: {path}: {fault}");
    }

    /// <summary>Empty where there is none.</summary>
    private static string Earlier(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
