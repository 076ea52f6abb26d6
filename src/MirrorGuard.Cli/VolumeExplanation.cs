using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MirrorGuard.Cli.Status;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Standing;
using MirrorGuard.Engine;
using MirrorGuard.Linux.Configuration;

namespace MirrorGuard.Cli;

/// <summary>Explains one volume: how it stands, what its status means, and what MirrorGuard does, or would do, by which line of its configuration.</summary>
internal static class VolumeExplanation
{
    /// <summary>The sentences, a line each.</summary>
    internal static IEnumerable<string> Of(VolumeView view, MirrorGuardSettings settings, MachineView machine)
    {
        yield return $"{view.Facts.Volume}: {StandingWords.Of(view.Standing.Condition)}.";
        if (view.Sentence is { } sentence)
            yield return $"What goes on: {sentence}";
        if (view.Until is { } until)
            yield return string.Create(CultureInfo.InvariantCulture, $"Until {until.ToLocalTime():yyyy-MM-dd HH:mm:ss}, by {view.Rule}.");
        for (var target = 0; target < view.Facts.Status.Mirrors.Length; target++)
        {
            foreach (var line in StatusExplanation.Of(view.Facts.Names[target], view.Facts.Status.Mirrors[target], view.Facts.Lengths[target]))
                yield return $"Its status: {line}";
        }
        if (view.Facts.IsSecondImageOut)
            yield return "Its status shows nothing of a leg that is released, before something is written.";
        foreach (var line in Prospects(view, settings, machine))
            yield return line;
        if (view.Facts.IsWatched == false && view.Sentence is null)
            yield return $"MirrorGuard does not watch this volume, so nothing of that is done before 'lvchange --monitor y {view.Facts.Volume}'.";
    }

    /// <summary>The policy itself is asked; of what is under way it was said what comes of it.</summary>
    private static IEnumerable<string> Prospects(VolumeView view, MirrorGuardSettings settings, MachineView machine)
    {
        if (!view.Facts.Status.IsComplete)
            return [];
        if (SoleMirror.Of(view.Facts.Status).LegCount == 0)
            return ["It is not one mirror throughout: what fails is repaired by LVM."];
        if (view.Standing.Outage.Stage != OutageStage.None && view.Standing.Condition != Condition.Refilling)
            return [];
        var foresight = new Foresight(
            machine.DeviceMapper, view.Mirror.Identity, view.Facts.Status, view.Facts.Record, view.Facts.Settings, machine.Now());
        return view.Standing.Condition switch
        {
            Condition.InSync or Condition.Resyncing or Condition.Refilling => Parts(view).Select(part => $"If {Name(view, part)} dies: {Words(foresight.IfDies(part), part)}"),
            Condition.Degraded or Condition.SyncFailed or Condition.ReadFailed or Condition.LogUnreachable or Condition.Incomplete or Condition.Dead =>
                [$"By that status alone: {Words(foresight.IfRegistered(), SoleMirror.Of(view.Facts.Status).Part)}"],
            _ => [],
        };

        string Words(Decision decision, int part)
        {
            var words = ForesightWords.Of(in decision, part, view.Facts.Settings, view.Facts.Status.Mirrors[0].Log.HasDevice);
            var rules = words.Keys.Select(key => settings.Deciding(SettingsTable.OfFaults(key), view.Mirror.Name.Volume, ShellPattern.IsMatch)).ToList();
            return rules.Count == 0 ? $"{words.Deed}." : $"{words.Deed} ({string.Join(", ", rules)}).";
        }
    }

    private static IEnumerable<int> Parts(VolumeView view)
    {
        var mirror = view.Facts.Status.Mirrors[0];
        var legs = Enumerable.Range(0, mirror.LegCount);
        return mirror.Log.HasDevice ? legs.Append(Outage.Log) : legs;
    }

    private static string Name(VolumeView view, int part)
    {
        var mirror = view.Facts.Status.Mirrors[0];
        return part == Outage.Log ? OutageWords.PartName(view.Facts.Names[0], in mirror, part) : $"the {StatusExplanation.LegName(view.Facts.Names[0], in mirror, part)}";
    }
}
