using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Scan;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Tests.Ports;

namespace MirrorGuard.Engine.Tests.Reports;

/// <summary>Programs that a test lets end, a history and metrics in memory.</summary>
internal sealed class SimulatedReportWorld : IReportPrograms, IHistory, IJournal, IMetricsFile, IMachine
{
    internal List<(string Path, IReadOnlyList<string> Arguments, IReadOnlyList<string> Variables, SimulatedLvmCommand Child)> Started { get; } = [];

    internal List<HistoryEntry> Entries { get; } = [];

    internal List<IReadOnlyList<ReportField>> Journal { get; } = [];

    /// <summary>The last file.</summary>
    internal string Metrics { get; private set; } = "";

    /// <summary>How a program ends as soon as it is started; null: it runs.</summary>
    internal ChildEnd? End { get; set; } = new(true, "", "");

    /// <summary>Nothing can be started, nor kept.</summary>
    internal bool IsBroken { get; set; }

    internal ReportPorts Ports => new(this, this, this, this, this);

    public DateTimeOffset Time { get; internal set; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public TimeSpan? DiskWaits => null;

    public DiskCounts? CountsOf(string disk) => null;

    /// <summary><c>leg-released vg/lv</c>, of each program that was started.</summary>
    internal IEnumerable<string> Told => Started.Select(program => string.Join(' ', program.Arguments));

    internal string Variable(int index, string name) =>
        Started[index].Variables.Single(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    public IChildProcess? Start(string path, IReadOnlyList<string> arguments, IReadOnlyList<string> variables)
    {
        if (IsBroken)
            return null;
        var child = new SimulatedLvmCommand(path) { End = End };
        Started.Add((path, arguments, variables, child));
        return child;
    }

    public bool TryAppend(ReadOnlySpan<byte> line)
    {
        if (!IsBroken && HistoryEntry.TryParse(line[..^1].ToArray(), out var entry))
            Entries.Add(entry);
        return !IsBroken;
    }

    public void Send(IReadOnlyList<ReportField> fields) => Journal.Add(fields);

    public string? Replace(string path, string text)
    {
        Metrics = text;
        return IsBroken ? "No space left on device" : null;
    }
}
