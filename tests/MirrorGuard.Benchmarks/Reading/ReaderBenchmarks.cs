using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Readers;

namespace MirrorGuard.Benchmarks.Reading;

/// <summary>The scan's reader without a ceiling, against programs that read the same legs in the same round: two <c>dd</c> at once, and <c>cmp</c>.</summary>
internal static class ReaderBenchmarks
{
    private const int Rounds = 15;
    private const int Mebibytes = 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Measures; needs the reader in artifacts/dso of <paramref name="repository"/>.</summary>
    internal static void Run(string repository, Report report)
    {
        using var legs = new LegPair(Mebibytes);
        using var readers = new LegReaders(Path.Combine(repository, "artifacts", "dso"));
        var rounds = new List<Round>();
        // The first round warms up what can be warm, and does not count.
        for (var round = 0; round <= Rounds; round++)
        {
            var measured = Measure(readers, legs, isReaderFirst: round % 2 == 0);
            if (round > 0)
                rounds.Add(measured);
        }
        report.Add(TableOf(rounds));
        report.Note($"{Mebibytes} MiB on each of two loop devices over files of the host{(legs.IsDirect ? " with" : ", WITHOUT")} direct I/O; {Rounds} rounds after one "
            + "that does not count. Ratios are within a round, and of them the median, the least and the most: what else the machine does is in all of them. "
            + "CPU: the reader's own time, as the kernel counts it in steps of 10 ms, without the loop devices' threads. The reader has the idle priority "
            + "for disks and nice 19; dd and cmp have not.");
    }

    /// <summary>What comes first may find the machine's own cache, wherever it is, in another state.</summary>
    private static Round Measure(LegReaders readers, LegPair legs, bool isReaderFirst)
    {
        var reader = isReaderFirst ? Compare(readers, legs) : default;
        var dd = Seconds(() => Dd(legs));
        return new Round(isReaderFirst ? reader : Compare(readers, legs), dd, Seconds(() => Cmp(legs)));
    }

    private static Table TableOf(List<Round> rounds) => new("The scan's reader, unbounded", ReadRow.Columns,
    [
        ReadRow.OfTarget("Throughput, of two dd's", rounds.Select(round => round.Dd / round.Reader.Seconds), "at least 0.95", ratio => ratio >= 0.95),
        ReadRow.OfTarget("Throughput, of cmp's", rounds.Select(round => round.Cmp / round.Reader.Seconds), "over 1", ratio => ratio > 1),
        ReadRow.OfTarget("CPU, s per GB and leg", rounds.Select(round => round.Reader.CpuSeconds / 2 / Mebibytes * 1000), "under 0.4", seconds => seconds < 0.4),
        ReadRow.Of("Seconds, the reader", rounds.Select(round => round.Reader.Seconds)),
        ReadRow.Of("Seconds, two dd", rounds.Select(round => round.Dd)),
        ReadRow.Of("Seconds, cmp", rounds.Select(round => round.Cmp)),
    ]);

    private static ReaderTime Compare(LegReaders readers, LegPair legs)
    {
        using var reader = readers.Start("vg/lv", out var fault) ?? throw new InvalidOperationException(fault);
        var length = new Sectors(Mebibytes * 2048UL);
        DropCaches();
        var done = default(Sectors);
        var clock = Stopwatch.StartNew();
        for (uint id = 1; done < length; id++)
        {
            var piece = SectorRange.Between(done, done + ScanPace.LongestPiece > length ? length : done + ScanPace.LongestPiece);
            var request = new CompareRequest(id, legs.Numbers, new Sectors(1), piece, "");
            var answer = reader.TrySend(request) ? Await(readers, reader) : null;
            if (answer is not { Outcome: CompareOutcome.Done, Differences.Count: 0, Unreadable.Count: 0 } || answer.Compared.Count == 0)
                throw new InvalidOperationException($"{piece} was not compared: {answer?.Outcome}, {answer?.Differences.Count} differences");
            done += answer.Compared;
        }
        return new ReaderTime(clock.Elapsed.TotalSeconds, ReaderCpu());
    }

    private static Comparison? Await(LegReaders readers, ILegReader reader)
    {
        var clock = Stopwatch.StartNew();
        Comparison? answer;
        while (!reader.TryReceive(out answer) && clock.Elapsed < Limit)
            readers.WaitForAnswers(Limit);
        return answer;
    }

    /// <summary>Of the readers that run, of which there is one.</summary>
    private static double ReaderCpu()
    {
        var process = Process.GetProcesses().Last(process =>
            Path.GetFileName(new FileInfo($"/proc/{process.Id}/exe").LinkTarget) == LegReaders.FileName);
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static void Dd(LegPair legs)
    {
        var programs = legs.Devices.Select(device => Process.Start("dd", [$"if={device}", "of=/dev/null", "bs=1M", "iflag=direct", "status=none"])).ToArray();
        foreach (var program in programs)
        {
            program.WaitForExit();
            if (program.ExitCode != 0)
                throw new InvalidOperationException($"dd failed with {program.ExitCode}");
            program.Dispose();
        }
    }

    /// <summary>It reads through the cache, which must not have the legs from the round before.</summary>
    private static void Cmp(LegPair legs) => _ = HostProgram.Run("cmp", legs.Devices[0], legs.Devices[1]);

    private static double Seconds(Action action)
    {
        DropCaches();
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    private static void DropCaches() => File.WriteAllText("/proc/sys/vm/drop_caches", "1");

    private readonly record struct ReaderTime(double Seconds, double CpuSeconds);

    private readonly record struct Round(ReaderTime Reader, double Dd, double Cmp);
}
