using System;
using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Naming;

namespace MirrorGuard.Core.Settings;

/// <summary>The whole configuration: values for all volumes, and rules that set other ones for some.</summary>
/// <param name="Global">What counts where no rule says otherwise.</param>
/// <param name="Rules">In the order of the file; where two set the same key, the later one counts.</param>
public sealed record MirrorGuardSettings(SettingsSet Global, IReadOnlyList<VolumeRule> Rules)
{
    /// <summary>What counts without a configuration file.</summary>
    public static MirrorGuardSettings Default { get; } = new(SettingsSet.Default, []);

    /// <summary>What counts for <paramref name="volume"/>.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="isMatch">Whether a shell pattern (first) matches a volume's name (second), as fnmatch(3) does.</param>
    public VolumeSettings For(VolumeName volume, Func<string, string, bool> isMatch)
    {
        string name = volume.ToString();
        SettingsSet set = Rules.Where(rule => isMatch(rule.Match, name)).Aggregate(Global, (current, rule) => rule.ApplyTo(current));
        return new VolumeSettings(set.Faults, set.Scan);
    }

    /// <summary>What decides the value of <paramref name="key"/> for a volume: <c>faults/leg_grace = 300</c>, or a rule, <c>volume_db/leg_grace = 30</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="isMatch">As in <see cref="For"/>.</param>
    public string Deciding(SettingsKey key, VolumeName volume, Func<string, string, bool> isMatch)
    {
        string name = volume.ToString();
        VolumeRule? rule = Rules.LastOrDefault(rule => rule.Keys.Contains(key) && isMatch(rule.Match, name));
        return rule is null
            ? $"{key.Path} = {key.ValueIn(Global)}"
            : $"{SettingsTable.RulePrefix}{rule.Name}/{key.Name} = {key.ValueIn(rule.Values)}";
    }
}
