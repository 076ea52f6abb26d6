using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Benchmarks.InGuest;

/// <summary>What measure.sh printed: <c>WHAT WHO NUMBER [NUMBER]</c>, a line for each figure.</summary>
/// <param name="figures">By what and who.</param>
internal sealed class GuestFigures(ILookup<(string What, string Who), double[]> figures)
{
    private const double RegisterTargetMs = 50;
    private const double ResidentTargetMb = 8;
    private const double LockedTargetMb = 128;

    internal static GuestFigures Parse(string output) => new(output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .Where(words => words.Length >= 3 && words[1] is "stock" or "ours")
        .ToLookup(
            words => (words[0], words[1]),
            words => words[2..].Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray()));

    internal IEnumerable<Table> Tables() =>
    [
        new Table("Load and register", ["", "stock", "MirrorGuard", "difference", "target", ""],
        [
            Time("load", "dlopen", target: null),
            Time("register, first of a dmeventd", "first", RegisterTargetMs),
            Time("register, each further one", "next", target: null),
        ]),
        new Table("Memory of dmeventd", ["", "stock", "MirrorGuard", "difference", "target", ""],
        [
            Memory("resident, 1 mirror", "memory1", 0, ResidentTargetMb),
            Memory("resident, 8 mirrors", "memory8", 0, target: null),
            Memory("resident, 100 mirrors", "memory100", 0, target: null),
            Memory("locked, 1 mirror", "memory1", 1, LockedTargetMb),
            Memory("locked, 8 mirrors", "memory8", 1, target: null),
            Memory("locked, 100 mirrors", "memory100", 1, target: null),
        ]),
        new Table("From a failing write to the first log line", ["", "stock", "MirrorGuard", "difference", "target", ""],
        [
            Time("2 legs, core log, secondary dies", "event", target: null),
        ]),
    ];

    private IReadOnlyList<string> Time(string name, string what, double? target)
    {
        var stock = Median(what, "stock", 0) / 1000;
        var ours = Median(what, "ours", 0) / 1000;
        return [name, $"{Number(stock)} ms", $"{Number(ours)} ms", $"{Signed(ours - stock)} ms",
            target is { } limit ? $"< {Number(limit)} ms" : "–", target is { } most ? Table.Verdict(ours < most) : ""];
    }

    private IReadOnlyList<string> Memory(string name, string what, int column, double? target)
    {
        var stock = Median(what, "stock", column) / 1024;
        var ours = Median(what, "ours", column) / 1024;
        return [name, $"{Number(stock)} MB", $"{Number(ours)} MB", $"{Signed(ours - stock)} MB",
            target is { } limit ? $"≤ +{Number(limit)} MB" : "–", target is { } most ? Table.Verdict(ours - stock <= most) : ""];
    }

    private double Median(string what, string who, int column)
    {
        double[] values = [.. figures[(what, who)].Select(figure => figure[column]).Order()];
        return values.Length > 0 ? values[values.Length / 2] : throw new InvalidOperationException($"the guest gave no figure '{what} {who}'");
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.0;-0.0", CultureInfo.InvariantCulture);
}
