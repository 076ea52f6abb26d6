using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>The same as <see cref="WrongVariants"/>, with mistakes about places that cannot be read, in schedules of that kind.</summary>
internal static partial class WrongRelocations
{
    internal static IReadOnlyDictionary<string, Variant> All { get; } = new Dictionary<string, Variant>
    {
        ["relocates without quiescing"] = Rewriting(step => step.Kind is not (StepKind.Suspend or StepKind.Resume)),
        ["relocates without looking at the events"] = Rewriting(step => step.Kind != StepKind.ExpectEvents),
        ["suspends without a record of it"] = Rewriting(step => step.Kind != StepKind.Record),
        ["reloads without a record of it"] = new Variant { Rewrite = (steps, _) => IsRewrite(steps) ? steps : steps.FindAll(step => step.Kind != StepKind.Record) },
        ["rewrites from a leg that is not in sync"] = new Variant { Shows = InSyncBesideReadError },
        ["rewrites from a leg in doubt"] = Deciding((state, input) =>
        {
            var trusted = state with { Repair = state.Repair with { Copies = state.Repair.Copies with { InDoubt = DeadParts.None } } };
            return FaultPolicy.Step(input.Seen.Verdict == Verdict.ReadFailed ? trusted : state, in input);
        }),
        ["has a leg read again whose disk was away, and lost its cache"] = Deciding((state, input) =>
            FaultPolicy.Step(in state, input with { Circumstances = input.Circumstances with { HasUnexplainedError = false } })),
        ["gives a worn leg up before the others were searched"] = Deciding((state, input) =>
        {
            var isEarly = input is { Kind: InputKind.Relocated, Relocation.End: RelocationEnd.NoLegToSpare or RelocationEnd.Interrupted, Seen.Mirror.Part: >= 0 };
            var summary = new RelocationSummary(RelocationEnd.LegWornOut, input.Seen.Mirror.Part);
            return FaultPolicy.Step(in state, isEarly ? input with { Relocation = summary } : input);
        }),
    };

    /// <summary>Mistakes about what the scan finds, while all is right about what the kernel finds.</summary>
    internal static IReadOnlyDictionary<string, Variant> OfFound { get; } = new Dictionary<string, Variant>
    {
        ["rewrites what the scan found on a leg in doubt"] = Deciding((state, input) =>
        {
            var trusted = state with { Repair = state.Repair with { Copies = state.Repair.Copies with { InDoubt = DeadParts.None }, Dead = DeadParts.None } };
            return FaultPolicy.Step(input.Kind == InputKind.PlacesFound ? trusted : state, in input);
        }),
        ["does not heed a read error while it searches what the scan found"] = Deciding((state, input) =>
        {
            var isUnheeded = state.ReadFault.Stage == ReadFaultStage.SearchingPlaces && input.Seen.Verdict == Verdict.ReadFailed;
            var ignoring = state with { Repair = state.Repair with { Faults = input.Seen.Faults } };
            return FaultPolicy.Step(isUnheeded ? ignoring : state, in input);
        }),
    };

    private static Variant Rewriting(Func<PlannedStep, bool> isKept) => new()
    {
        Rewrite = (steps, _) => IsRewrite(steps) ? [.. steps.Where(isKept)] : steps,
    };

    private static bool IsRewrite(List<PlannedStep> steps) => steps.Exists(step => step.Kind == StepKind.Copy);

    private static Variant Deciding(Func<DeviceState, PolicyInput, Decision> decide) => new()
    {
        PolicyOf = _ => (in state, in input) => decide(state, input),
    };

    private static string InSyncBesideReadError(string status) =>
        ReadError().IsMatch(status) ? Count().Replace(status, match => $" {match.Groups[1].Value}/{match.Groups[1].Value} ", 1) : status;

    [GeneratedRegex(" [AR]*R[AR]* ")]
    private static partial Regex ReadError();

    [GeneratedRegex(@" \d+/(\d+) ")]
    private static partial Regex Count();
}
