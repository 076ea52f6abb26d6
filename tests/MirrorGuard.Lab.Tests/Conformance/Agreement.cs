using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

using MirrorGuard.Simulation;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>Looks for an order of the kernel's work in which the model does what the kernel was seen to do.</summary>
/// <remarks>
/// Most scenarios have one outcome. In some the kernel's depends on what runs first, as when a write comes back during a recovery; then
/// the model must have an order with exactly this outcome, in each step and up to the contents of the legs.
/// </remarks>
internal sealed class Agreement
{
    /// <summary>Orders that are tried for one step.</summary>
    private const int SchedulesForStep = 200;

    /// <summary>Plays after which the search is given up.</summary>
    private const int MaxPlays = 4_000;

    private readonly Scenario _scenario;
    private readonly KernelRelease _kernel;
    private readonly IReadOnlyList<string> _seen;
    private int _plays;
    private List<string> _closest = [];

    private Agreement(Scenario scenario, KernelRelease kernel, IReadOnlyList<string> seen)
    {
        _scenario = scenario;
        _kernel = kernel;
        _seen = seen;
    }

    /// <summary>Null when they agree, else both side by side.</summary>
    /// <param name="scenario">What was played.</param>
    /// <param name="kernel">On what.</param>
    /// <param name="seen">What the kernel showed: a line for each step, then one for each leg.</param>
    internal static string? Disagreement(Scenario scenario, KernelRelease kernel, IReadOnlyList<string> seen)
    {
        var search = new Agreement(scenario, kernel, seen);
        return search.Agrees() ? null : search.Report();
    }

    /// <summary>
    /// Each attempt takes, step by step, the first order that agrees, beginning with others each time: what a step did unseen may show
    /// only many steps later, so that going back from there would take for ever.
    /// </summary>
    private bool Agrees()
    {
        if (_seen.Count != _scenario.Steps.Count + _scenario.Legs)
            return false;
        for (var attempt = 0; _plays < MaxPlays; attempt++)
        {
            if (Attempt(attempt * SchedulesForStep))
                return true;
        }
        return false;
    }

    private bool Attempt(int firstSchedule)
    {
        List<int> schedules = [];
        var player = Replay(schedules);
        for (var schedule = firstSchedule; schedules.Count < _scenario.Steps.Count;)
        {
            var shown = player.Play(_scenario.Steps[schedules.Count], schedule);
            if (shown == _seen[schedules.Count])
            {
                schedules.Add(schedule);
                schedule = firstSchedule;
                continue;
            }
            Remember([.. _seen.Take(schedules.Count), shown]);
            if (++schedule == firstSchedule + SchedulesForStep || _plays >= MaxPlays)
                return false;
            player = Replay(schedules);
        }
        // The player takes the mirror away before it looks at the legs; a recovery that waited for held writes may come to its end.
        player.Play(new ScenarioStep.Suspend(Flushes: true), firstSchedule);
        Remember([.. _seen.Take(schedules.Count), .. player.Legs]);
        return player.Legs.SequenceEqual(_seen.Skip(schedules.Count));
    }

    private ModelPlayer Replay(List<int> schedules)
    {
        _plays++;
        var player = new ModelPlayer(_scenario, _kernel);
        for (var step = 0; step < schedules.Count; step++)
            player.Play(_scenario.Steps[step], schedules[step]);
        return player;
    }

    private void Remember(List<string> shown)
    {
        if (shown.Count > _closest.Count)
            _closest = shown;
    }

    private string Report()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"seed {_scenario.Seed} on {_kernel}, {_plays} plays; {_scenario.Legs} legs, {(_scenario.WritesBack ? "write cache" : "no write cache")}\n");
        for (var line = 0; line < _scenario.Steps.Count + _scenario.Legs; line++)
        {
            var step = line < _scenario.Steps.Count ? _scenario.Steps[line].ToString() : "end";
            string kernel = line < _seen.Count ? _seen[line] : "-", model = line < _closest.Count ? _closest[line] : "-";
            text.Append(kernel == model ? "  " : "! ").Append(step).Append('\n');
            text.Append("      kernel ").Append(kernel).Append('\n');
            if (kernel != model)
                text.Append("      model  ").Append(model).Append('\n');
        }
        return text.ToString();
    }
}
