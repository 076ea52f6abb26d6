using System;
using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Core.Settings;

/// <summary>
/// Makes settings of a parsed configuration file. One bad key costs only itself: it keeps its last good
/// value, which at first is the default. What is absent has its default, whatever it was before.
/// </summary>
/// <remarks>
/// A section or key may come again; what comes later counts, and a key that comes again is reported,
/// since one of the two was forgotten.
/// </remarks>
public static class SettingsReader
{
    private static readonly string AcceptedSections =
        $"the sections {string.Join(", ", SettingsTable.Sections)} and {SettingsTable.RulePrefix}NAME";

    /// <summary>Reads a whole file.</summary>
    /// <param name="nodes">What stands in the file, outermost.</param>
    /// <param name="lastGood">What counts until now, from which bad keys keep their values.</param>
    public static SettingsReading Read(IReadOnlyList<ConfigurationNode> nodes, MirrorGuardSettings lastGood)
    {
        var problems = new List<SettingsProblem>();
        var global = new SectionReader(SettingsSet.Default, _ => lastGood.Global, problems);
        var rules = new List<RuleReader>();

        foreach (ConfigurationNode node in nodes)
        {
            if (!node.IsSection && IsKnown(node.Name))
                problems.Add(Refuse(node, "it is a section, not a value", $"{node.Name} {{ ... }}"));
            else if (SettingsTable.Sections.Contains(node.Name))
                ReadSection(node, global);
            else if (IsRule(node.Name))
                RuleOf(node, rules, lastGood, problems).Read(node);
            else
                problems.Add(Refuse(node, node.IsSection ? "there is no such section" : "there is no such key outside of a section", AcceptedSections));
        }

        var settings = new MirrorGuardSettings(global.Set, Complete(rules));
        return new SettingsReading(settings, [.. problems.OrderBy(problem => problem.Line ?? int.MaxValue)]);
    }

    private static void ReadSection(ConfigurationNode section, SectionReader reader)
    {
        IEnumerable<SettingsKey> keys = SettingsTable.Keys.Where(key => key.Section == section.Name);
        foreach (ConfigurationNode node in section.Children)
            reader.Read(section.Name, node, keys);
    }

    private static bool IsKnown(string name) => SettingsTable.Sections.Contains(name) || IsRule(name);

    private static bool IsRule(string name) =>
        name.StartsWith(SettingsTable.RulePrefix, StringComparison.Ordinal) && name.Length > SettingsTable.RulePrefix.Length;

    private static SettingsProblem Refuse(ConfigurationNode node, string wrong, string accepted) =>
        new(ForeignText.Printable(node.Name), node.Line, wrong, accepted, "it is ignored");

    private static RuleReader RuleOf(
        ConfigurationNode node, List<RuleReader> rules, MirrorGuardSettings lastGood, List<SettingsProblem> problems)
    {
        string name = node.Name[SettingsTable.RulePrefix.Length..];
        RuleReader? rule = rules.Find(rule => rule.Name == name);
        if (rule is null)
        {
            VolumeRule? last = lastGood.Rules.FirstOrDefault(rule => rule.Name == name);
            rule = new RuleReader(name, node.Line, last, problems);
            rules.Add(rule);
        }
        return rule;
    }

    private static VolumeRule[] Complete(List<RuleReader> rules) => [.. rules.Select(rule => rule.Complete()).OfType<VolumeRule>()];
}
