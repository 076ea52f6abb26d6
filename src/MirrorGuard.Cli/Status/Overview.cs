using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Standing;
using MirrorGuard.Linux.Configuration;
using MirrorGuard.Linux.Mirrors;

namespace MirrorGuard.Cli.Status;

/// <summary>The volumes that were asked for, from all sources; what one of them does not tell is missing, and said.</summary>
/// <param name="Volumes">Sorted by name.</param>
/// <param name="Settings">The configuration that counts for them.</param>
/// <param name="Time">When it was looked.</param>
/// <param name="IsPluginKnown">The plugin answered.</param>
/// <param name="Problems">What is missing, a line each.</param>
/// <param name="IsComplete">Every volume that was asked for is there.</param>
internal sealed record Overview(
    IReadOnlyList<VolumeView> Volumes,
    MirrorGuardSettings Settings,
    DateTimeOffset Time,
    bool IsPluginKnown,
    IReadOnlyList<string> Problems,
    bool IsComplete)
{
    /// <summary>Looks at the machine.</summary>
    /// <param name="wanted">These volumes, and what of them is itself a mirror; none: all.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="askPlugin">Asks the plugin.</param>
    /// <exception cref="IOException">Nothing at all can be shown.</exception>
    internal static Overview Of(IReadOnlyList<VolumeName> wanted, MachineView machine, Func<byte[], byte[]> askPlugin)
    {
        List<string> problems = [];
        var mirrors = machine.ReadMirrors().Where(mirror => wanted.Count == 0 || wanted.Any(volume => IsOf(mirror, volume))).ToList();
        var unknown = wanted.Where(volume => !mirrors.Any(mirror => IsOf(mirror, volume))).ToList();
        problems.AddRange(unknown.Select(volume => $"{volume}: no such volume is active here as a mirror (lvs -o +segtype shows what it is)"));
        problems.AddRange(mirrors.Select(mirror => mirror.DamagedRecord).OfType<string>()
            .Select(path => $"{path} is damaged, or not to be read: what goes on is told without it"));
        var load = machine.LoadConfiguration();
        if (load.Problems.Count > 0)
            problems.Add($"{ConfigurationFile.DefaultPath} has faults ('mirrorguard check-config'): what is right in it counts here, dmeventd may know more");
        var scans = Scans(askPlugin, problems);
        return new Overview(
            [.. mirrors.Select(mirror => View(mirror, load.Settings, scans, machine))], load.Settings, machine.Time(), scans is not null, problems, unknown.Count == 0);
    }

    /// <summary>Writes a line for each problem.</summary>
    internal void SayProblems(TextWriter writer)
    {
        foreach (var problem in Problems)
            writer.WriteLine($"mirrorguard: {problem}");
    }

    private static bool IsOf(ActiveMirror mirror, VolumeName volume) => mirror.Volume == volume || mirror.Name.Volume == volume;

    /// <summary>One question for all volumes; those that the plugin tells of are those that it watches. Null: it does not answer.</summary>
    private static Dictionary<string, ScanStanding>? Scans(Func<byte[], byte[]> askPlugin, List<string> problems)
    {
        try
        {
            var scans = new Dictionary<string, ScanStanding>();
            foreach (var scan in ScanStanding.Read(askPlugin(new ControlRequest(ControlCommand.ScanStatus, null).ToLine())))
                scans[scan.Volume] = scan;
            return scans;
        }
        catch (IOException failure)
        {
            problems.Add($"{failure.Message}; so who is watched, and the scans, are not shown");
            return null;
        }
    }

    private static VolumeView View(ActiveMirror mirror, MirrorGuardSettings settings, Dictionary<string, ScanStanding>? scans, MachineView machine)
    {
        // The plugin calls a part that is itself a mirror by its volume's name, and so do the rules of the configuration.
        var volume = mirror.Name.Volume;
        var scan = scans?.GetValueOrDefault(volume.ToString());
        var facts = new MirrorFacts(
            mirror.Volume.ToString(), mirror.Status, mirror.Lengths, mirror.Names, mirror.Arrangement, mirror.Record,
            settings.For(volume, ShellPattern.IsMatch).Faults, scans is null ? null : scan is not null);
        var standing = MirrorStanding.Of(facts);
        var (now, time) = (machine.Now(), machine.Time());
        var isRecorded = standing.Outage.Stage != OutageStage.None;
        return new VolumeView(
            mirror,
            facts,
            standing,
            StandingWords.Sentence(facts, in standing, now),
            isRecorded ? time - (now - standing.Outage.Since) : null,
            standing.Until is { } until ? time + (until - now) : null,
            standing.Patience is { } key ? settings.Deciding(SettingsTable.OfFaults(key), volume, ShellPattern.IsMatch) : null,
            scan);
    }
}
