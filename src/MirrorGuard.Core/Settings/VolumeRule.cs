using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Core.Settings;

/// <summary>A section <c>volume_NAME</c>: other values for the volumes that it matches.</summary>
/// <param name="Name">The part behind <c>volume_</c>.</param>
/// <param name="Match">A shell pattern over <c>vg/lv</c>.</param>
/// <param name="Keys">The keys that the rule sets.</param>
/// <param name="Values">Their values; what it has for other keys means nothing.</param>
public sealed record VolumeRule(string Name, string Match, IReadOnlyList<SettingsKey> Keys, SettingsSet Values)
{
    /// <summary><paramref name="set"/> with this rule's values for this rule's keys.</summary>
    public SettingsSet ApplyTo(SettingsSet set) => Keys.Aggregate(set, (current, key) => key.Copy(Values, current));
}
