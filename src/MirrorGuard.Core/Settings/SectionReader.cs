using System;
using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Core.Settings;

/// <summary>Reads the keys of one or more sections into a set.</summary>
/// <param name="start">What a key has that does not come.</param>
/// <param name="lastGood">Where a bad key keeps its value from; null where until now it did not come.</param>
/// <param name="problems">Gets what is wrong.</param>
internal sealed class SectionReader(
    SettingsSet start, Func<SettingsKey, SettingsSet?> lastGood, List<SettingsProblem> problems)
{
    private readonly HashSet<string> _seen = [];
    private readonly List<SettingsKey> _keys = [];
    private SettingsSet _set = start;

    /// <summary>The values read so far.</summary>
    internal SettingsSet Set => _set;

    /// <summary>The keys that have got a value, in the order of the file.</summary>
    internal IReadOnlyList<SettingsKey> Keys => _keys;

    /// <summary>Reads one key.</summary>
    /// <param name="section">The section's name in the file.</param>
    /// <param name="node">The key.</param>
    /// <param name="keys">What keys may come in this section.</param>
    internal void Read(string section, ConfigurationNode node, IEnumerable<SettingsKey> keys)
    {
        if (keys.FirstOrDefault(key => key.Name == node.Name) is not { } known)
        {
            Report(section, node, "there is no such key here", string.Join(", ", keys.Select(key => key.Name)), "it is ignored");
            return;
        }
        Expect(section, node);
        string? wrong = node.Values is { } values ? known.Read(values, ref _set) : "it is a value, not a section";
        if (wrong is not null && !KeepLastGood(known))
            Report(section, node, wrong, known.Accepted, "the rule does not set it");
        else if (wrong is not null)
            Report(section, node, wrong, known.Accepted, $"{known.ValueIn(_set)} counts");
        else
            Remember(known);
    }

    /// <summary>Reports <paramref name="node"/> if it came before.</summary>
    internal void Expect(string section, ConfigurationNode node)
    {
        if (!_seen.Add($"{section}/{node.Name}"))
            Report(section, node, "it is set again", "one value for a key", "the last one counts");
    }

    /// <summary>Says what is wrong with a key.</summary>
    internal void Report(string section, ConfigurationNode node, string wrong, string accepted, string instead)
    {
        string path = $"{ForeignText.Printable(section)}/{ForeignText.Printable(node.Name)}";
        problems.Add(new SettingsProblem(path, node.Line, wrong, accepted, instead));
    }

    private bool KeepLastGood(SettingsKey key)
    {
        if (lastGood(key) is not { } last)
            return _keys.Contains(key);
        _set = key.Copy(last, _set);
        Remember(key);
        return true;
    }

    private void Remember(SettingsKey key)
    {
        if (!_keys.Contains(key))
            _keys.Add(key);
    }
}
