using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Core.Settings;

/// <summary>Reads the sections <c>volume_NAME</c> of one name into a rule.</summary>
/// <param name="name">The part behind <c>volume_</c>.</param>
/// <param name="line">Where the first of them stands.</param>
/// <param name="last">The rule of that name until now, or null.</param>
/// <param name="problems">Gets what is wrong.</param>
internal sealed class RuleReader(string name, int? line, VolumeRule? last, List<SettingsProblem> problems)
{
    private readonly SectionReader _keys = new(
        last?.Values ?? SettingsSet.Default,
        key => last is not null && last.Keys.Contains(key) ? last.Values : null,
        problems);

    private string? _match;
    private bool _isMatchBad;

    /// <summary>The part behind <c>volume_</c>.</summary>
    internal string Name => name;

    /// <summary>Reads one section.</summary>
    internal void Read(ConfigurationNode section)
    {
        foreach (ConfigurationNode node in section.Children)
        {
            if (node.Name == SettingsTable.Match)
                ReadMatch(section.Name, node);
            else
                _keys.Read(section.Name, node, SettingsTable.RuleKeys);
        }
    }

    /// <summary>The rule, or null when it is not known for which volumes it is.</summary>
    internal VolumeRule? Complete()
    {
        if (_match is null && !_isMatchBad)
            ReportMissingMatch();
        return _match is null ? null : new VolumeRule(name, _match, _keys.Keys, _keys.Set);
    }

    private void ReadMatch(string section, ConfigurationNode node)
    {
        _keys.Expect(section, node);
        string pattern = "";
        string? wrong = node.Values is [var value] ? SettingsTable.MatchType.Read(value, out pattern) : "it is not one value";
        _isMatchBad = wrong is not null;
        _match = _isMatchBad ? last?.Match : pattern;
        if (wrong is not null)
            _keys.Report(section, node, wrong, SettingsTable.MatchAccepted, _match is null ? "the rule is ignored" : $"\"{_match}\" counts");
    }

    private void ReportMissingMatch()
    {
        string section = ForeignText.Printable(SettingsTable.RulePrefix + name);
        problems.Add(new SettingsProblem(section, line, $"it has no '{SettingsTable.Match}'", SettingsTable.MatchAccepted, "the rule is ignored"));
    }
}
