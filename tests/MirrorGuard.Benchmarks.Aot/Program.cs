using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

using MirrorGuard.Benchmarks.Micro;

// Both parsers in turn, round by round, so that a busy machine slows both; the median of the rounds.
const int rounds = 31;
const int count = 100_000;

var native = new NativeLoop(args[0]);
foreach (var (name, line) in Lines.All)
{
    var terminated = Lines.Terminated(line);
    var c = new double[rounds];
    var cs = new double[rounds];
    var allocated = GC.GetAllocatedBytesForCurrentThread();
    for (var round = -2; round < rounds; round++)
    {
        var start = Stopwatch.GetTimestamp();
        var expected = native.Run(terminated, count);
        var middle = Stopwatch.GetTimestamp();
        var parsed = ManagedLoop.Run(terminated.AsSpan(..^1), count);
        var end = Stopwatch.GetTimestamp();
        if (parsed != expected)
            throw new InvalidOperationException($"the parsers disagree about \"{line}\"");
        if (round < 0)
            continue;
        c[round] = Nanoseconds(middle - start);
        cs[round] = Nanoseconds(end - middle);
    }
    allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{Median(c):F1}\t{Median(cs):F1}\t{allocated / (rounds * count)}"));
}

static double Nanoseconds(long ticks) => ticks * 1e9 / Stopwatch.Frequency / count;

static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
