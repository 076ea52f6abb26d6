using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Scan;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>The same as <see cref="WrongVariants"/>, with mistakes about scans.</summary>
internal static partial class WrongScans
{
    internal static IReadOnlyDictionary<string, Variant> All { get; } = new Dictionary<string, Variant>
    {
        ["reports without letting a place settle"] = new Variant { ScanStep = WithoutSettling },
        ["reads while out of sync"] = new Variant { ShowsScan = status => Count().Replace(status, " $1/$1 ", 1) },
        ["reads on when a leg has died"] = new Variant { ShowsScan = status => Letters().Replace(status, match => new string('A', match.Length), 1) },
        ["takes a record for further than was read"] = new Variant { Recalls = Further },
        ["overwrites without quiescing"] = Overwriting(step => step.Kind is not (StepKind.Suspend or StepKind.Resume)),
        ["overwrites what it has not kept"] = Overwriting(step => step.Kind != StepKind.ExpectContent),
        ["forgets what it watches when it was disturbed"] = new Variant { ScanStep = WithoutSuspects },
    };

    private static ScanDecision WithoutSettling(in ScanState state, in ScanInput input, in ScanCircumstances circumstances, Core.Time.Instant now)
    {
        var hasty = circumstances with { Settings = circumstances.Settings with { Settle = TimeSpan.Zero } };
        return ScanPlanner.Step(in state, in input, in hasty, now);
    }

    private static ScanDecision WithoutSuspects(in ScanState state, in ScanInput input, in ScanCircumstances circumstances, Core.Time.Instant now)
    {
        var decision = ScanPlanner.Step(in state, in input, in circumstances, now);
        return input.Kind == ScanInputKind.NotRead ? decision with { State = decision.State with { Suspects = SuspectList.Empty } } : decision;
    }

    private static Variant Overwriting(Func<PlannedStep, bool> isKept) => new()
    {
        Rewrite = (steps, _) => steps.Exists(step => step.Kind == StepKind.ExpectContent) ? [.. steps.Where(isKept)] : steps,
    };

    private static byte[] Further(byte[] record)
    {
        if (!ScanRecord.TryRead(record, out var state) || state.Pass is not { } pass)
            return record;
        var further = pass with { Cursor = pass.Cursor + new Sectors(Geometry.SectorsPerBlock) };
        return ScanRecord.Write("vg/lv", state with { Pass = further });
    }

    [GeneratedRegex("(?<= 1 )[ADFSRU]+(?= )")]
    private static partial Regex Letters();

    [GeneratedRegex(@" \d+/(\d+) ")]
    private static partial Regex Count();
}
