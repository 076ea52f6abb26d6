using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>Ourselves, with one mistake each. What the simulation does not find in them, it would not find in us.</summary>
internal static class WrongVariants
{
    internal static IReadOnlyDictionary<string, Variant> All { get; } = new Dictionary<string, Variant>
    {
        ["releases without an error table beneath the leg"] = Program(steps => steps.Where(step => step.Type != "error" && !IsResumeOfImage(step, steps))),
        ["releases on a dead primary"] = Input((input, _) => IsPrimaryDead(input) ? input with { Seen = AsSecondary(input.Seen) } : input),
        ["releases while a resync runs"] = State(state => state with { Repair = state.Repair with { Copies = state.Repair.Copies with { WasFullySynced = true } } }),
        ["releases with the log on the dead disk"] = new Variant
        {
            MissesSharedDisks = true,
            Rewrite = (steps, _) => steps.Exists(step => step.Kind == StepKind.LockGroup) ? steps.FindAll(step => step.Kind != StepKind.Read) : steps,
        },
        ["reloads while the leg still fails"] = Input((input, _) => input.Kind == InputKind.ProbeBad ? input with { Kind = InputKind.ProbeGood } : input),
        ["swaps the legs in the table"] = Program(steps => steps.Select(SwapLegs)),
        ["takes back a primary leg that lost its cache"] = Input((input, volume) => TakesBackPrimary(input, volume)),
        ["reloads with nosync"] = Program(steps => steps.Select(WithNoSync)),
        ["believes a D that became A by itself"] = Output(made => made with
        {
            State = made.State with { Repair = made.State.Repair with { Dead = DeadParts.None, Letters = default, Copies = made.State.Repair.Copies with { InDoubt = DeadParts.None } } },
        }),
        ["returns to a disk without asking which it is"] = Program(steps => steps.Where(step => step.Kind != StepKind.ExpectDisk)),
        ["forgets a release when it starts"] = new Variant
        {
            PolicyOf = _ => (in state, in input) => input.Kind == InputKind.Registered
                ? FaultPolicy.Step(DeviceState.Registered, input with { Circumstances = input.Circumstances with { Arrangement = Arrangement.LvmsOwn } })
                : FaultPolicy.Step(in state, in input),
        },
        ["repairs the last good leg away"] = Repairing(verdict => verdict is Verdict.NoCompleteLeg or Verdict.NoGoodLeg),
        ["waits for ever"] = Input((input, _) => input with
        {
            Circumstances = input.Circumstances with { Settings = input.Circumstances.Settings with { LegGrace = TimeSpan.FromDays(1) } },
        }),
        ["holds for ever"] = Input((input, _) => input with
        {
            Circumstances = input.Circumstances with { CanRelease = false, Settings = input.Circumstances.Settings with { WriteHold = TimeSpan.FromDays(1) } },
        }),
    };

    private static Variant Program(Func<List<PlannedStep>, IEnumerable<PlannedStep>> change) => new() { Rewrite = (steps, _) => [.. change(steps)] };

    private static Variant Input(Func<PolicyInput, HostVolume, PolicyInput> change) => new()
    {
        PolicyOf = volume => (in state, in input) => FaultPolicy.Step(in state, change(input, volume)),
    };

    private static Variant State(Func<DeviceState, DeviceState> change) => new()
    {
        PolicyOf = _ => (in state, in input) => FaultPolicy.Step(change(state), in input),
    };

    private static Variant Output(Func<Decision, Decision> change) => new()
    {
        PolicyOf = _ => (in state, in input) => change(FaultPolicy.Step(in state, in input)),
    };

    private static Variant Repairing(Func<Verdict, bool> isTakenForRepairable) => new()
    {
        PolicyOf = _ => (in state, in input) => FaultPolicy.Step(
            in state,
            input with { Seen = isTakenForRepairable(input.Seen.Verdict) ? input.Seen with { Verdict = Verdict.Repairable } : input.Seen },
            RepairPolicy.Step),
    };

    private static bool IsPrimaryDead(PolicyInput input) => input.Seen.Mirror is { LegCount: 2, Part: 0 } && input.Seen.Dead == DeadParts.PrimaryLeg;

    private static Diagnosis AsSecondary(Diagnosis seen) => seen with
    {
        Verdict = Verdict.Repairable,
        Dead = DeadParts.SecondaryLeg,
        Mirror = seen.Mirror with { Part = 1 },
    };

    private static PolicyInput TakesBackPrimary(PolicyInput input, HostVolume volume)
    {
        if (!IsPrimaryDead(input))
            return input;
        var isBack = volume.DiskOf(0).IsGood;
        return input with
        {
            Kind = input.Kind == InputKind.ProbeGood && !isBack ? InputKind.ProbeBad : input.Kind,
            Seen = AsSecondary(input.Seen),
            Circumstances = input.Circumstances with { CanRelease = false },
        };
    }

    private static bool IsResumeOfImage(PlannedStep step, List<PlannedStep> steps) =>
        step.Kind == StepKind.Resume && steps.Exists(load => load.Kind == StepKind.Load && load.Type == "error" && load.Device == step.Device);

    private static PlannedStep SwapLegs(PlannedStep step)
    {
        if (step is not { Kind: StepKind.Load, Type: "mirror" })
            return step;
        var words = step.Parameters.Split(' ');
        var first = Array.IndexOf(words, "2", words[0] == "disk" ? 4 : 3) + 1;
        (words[first], words[first + 2]) = (words[first + 2], words[first]);
        return step with { Second = string.Join(' ', words) };
    }

    private static PlannedStep WithNoSync(PlannedStep step)
    {
        if (step is not { Kind: StepKind.Load, Type: "mirror" } || step.Parameters.Contains("keep_log", StringComparison.Ordinal))
            return step;
        List<string> words = [.. step.Parameters.Split(' ')];
        var isDisk = words[0] == "disk";
        words[1] = isDisk ? "3" : "2";
        words.Insert(isDisk ? 4 : 3, "nosync");
        return step with { Second = string.Join(' ', words) };
    }
}
