using System;
using System.Collections.Generic;
using System.Globalization;

namespace MirrorGuard.Core.Settings;

/// <summary>
/// All there is to know of one key: where it stands, what it takes, which setting it is. That it can
/// copy its value from one set to another is what rules and "keeps its last good value" are made of.
/// </summary>
public sealed class SettingsKey
{
    private readonly Reader _read;
    private readonly Func<SettingsSet, string> _print;
    private readonly Func<SettingsSet, SettingsSet, SettingsSet> _copy;

    private SettingsKey(
        string section, string name, string meaning, string accepted, Reader read, Func<SettingsSet, string> print, Func<SettingsSet, SettingsSet, SettingsSet> copy)
    {
        (Section, Name, Meaning, Accepted) = (section, name, meaning, accepted);
        (_read, _print, _copy) = (read, print, copy);
    }

    private delegate string? Reader(ConfigurationValue value, ref SettingsSet set);

    /// <summary>The section that the key stands in: <c>faults</c>.</summary>
    public string Section { get; }

    /// <summary>The key: <c>leg_grace</c>.</summary>
    public string Name { get; }

    /// <summary>What it means, in one line.</summary>
    public string Meaning { get; }

    /// <summary>The range in words: <c>0 to 604800 seconds</c>.</summary>
    public string Accepted { get; }

    /// <summary>Section and name: <c>faults/leg_grace</c>.</summary>
    public string Path => $"{Section}/{Name}";

    /// <summary>The value without a configuration, as it would stand in a file.</summary>
    public string Default => ValueIn(SettingsSet.Default);

    /// <summary>The value in <paramref name="set"/>, as it would stand in a file.</summary>
    public string ValueIn(SettingsSet set) => _print(set);

    /// <summary><paramref name="to"/>, with this key's value as in <paramref name="from"/>.</summary>
    public SettingsSet Copy(SettingsSet from, SettingsSet to) => _copy(from, to);

    /// <summary>Reads a value into <paramref name="set"/>; leaves it alone when something is wrong.</summary>
    /// <param name="values">What stands behind the key.</param>
    /// <param name="set">Gets the value.</param>
    /// <returns>What is wrong, for example <c>-1 is out of range</c>; null when nothing is.</returns>
    public string? Read(IReadOnlyList<ConfigurationValue> values, ref SettingsSet set) => values.Count == 1
        ? _read(values[0], ref set)
        : string.Create(CultureInfo.InvariantCulture, $"an array of {values.Count} values is not one value");

    /// <summary>Describes a key.</summary>
    /// <param name="section">The section.</param>
    /// <param name="name">The key.</param>
    /// <param name="type">What it takes.</param>
    /// <param name="get">Takes the value out of a set.</param>
    /// <param name="with">The set with another value.</param>
    /// <param name="meaning">One line.</param>
    internal static SettingsKey Of<T>(
        string section, string name, SettingsType<T> type, Func<SettingsSet, T> get, Func<SettingsSet, T, SettingsSet> with, string meaning)
    {
        return new(section, name, meaning, type.Accepted, Read, set => type.Print(get(set)), (from, to) => with(to, get(from)));

        string? Read(ConfigurationValue value, ref SettingsSet set)
        {
            string? wrong = type.Read(value, out T typed);
            if (wrong is null)
                set = with(set, typed);
            return wrong;
        }
    }
}
