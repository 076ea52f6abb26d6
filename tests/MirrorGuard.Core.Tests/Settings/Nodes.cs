using System.Linq;
using MirrorGuard.Core.Settings;

namespace MirrorGuard.Core.Tests.Settings;

/// <summary>Parsed configurations, written shortly.</summary>
internal static class Nodes
{
    public static ConfigurationNode Section(string name, params ConfigurationNode[] children) => new(name, 1, null, children);

    public static ConfigurationNode Key(string name, params object[] values) => new(name, 2, [.. values.Select(Value)], []);

    /// <summary>One key in its section, or in a rule.</summary>
    public static ConfigurationNode[] One(string section, string key, params object[] values) => [Section(section, Key(key, values))];

    private static ConfigurationValue Value(object value) => value switch
    {
        int number => new ConfigurationValue.Whole(number),
        long number => new ConfigurationValue.Whole(number),
        double number => new ConfigurationValue.Real(number),
        _ => new ConfigurationValue.Word((string)value),
    };
}
