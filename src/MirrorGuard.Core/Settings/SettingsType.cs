using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace MirrorGuard.Core.Settings;

/// <summary>What values a key takes, in words and as a test.</summary>
/// <param name="Accepted">The range in words, to stand behind "accepted:".</param>
/// <param name="Read">Makes the typed value; says what is wrong, or null.</param>
/// <param name="Print">Writes a value as it stands in a file.</param>
internal sealed record SettingsType<T>(string Accepted, SettingsType<T>.Reader Read, Func<T, string> Print)
{
    /// <summary>Reads one value of a file.</summary>
    /// <returns>What is wrong with it, for example <c>-1 is out of range</c>; null when nothing is.</returns>
    internal delegate string? Reader(ConfigurationValue value, out T typed);
}

/// <summary>The kinds of values that there are.</summary>
internal static class SettingsType
{
    /// <summary>The longest path that the kernel takes (<c>PATH_MAX</c> without the terminating NUL).</summary>
    private const int MaxPathBytes = 4095;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    internal static SettingsType<T> Number<T>(int least, int most, string unit, Func<int, T> make, Func<T, int> count)
    {
        string accepted = string.Create(CultureInfo.InvariantCulture, $"{least} to {most}{(unit.Length == 0 ? "" : " " + unit)}");
        return new(accepted, Read, value => count(value).ToString(CultureInfo.InvariantCulture));

        string? Read(ConfigurationValue value, out T typed)
        {
            typed = make(least);
            if (value is not ConfigurationValue.Whole { Number: var number })
                return $"{value} is not a whole number";
            if (number < least || number > most)
                return $"{value} is out of range";
            typed = make((int)number);
            return null;
        }
    }

    /// <summary>A length of time in whole seconds.</summary>
    internal static SettingsType<TimeSpan> Seconds(int least, int most) =>
        Number(least, most, "seconds", seconds => TimeSpan.FromSeconds(seconds), span => (int)span.TotalSeconds);

    /// <summary>1 for yes, 0 for no.</summary>
    internal static SettingsType<bool> Flag() => new("0 or 1", ReadFlag, value => value ? "1" : "0");

    /// <summary>One of a few words.</summary>
    internal static SettingsType<T> Choice<T>(params IReadOnlyList<(string Word, T Meaning)> choices)
        where T : struct
    {
        return new(
            string.Join(" or ", choices.Select(choice => $"\"{choice.Word}\"")),
            Read,
            value => $"\"{choices.Single(choice => choice.Meaning.Equals(value)).Word}\"");

        string? Read(ConfigurationValue value, out T typed)
        {
            foreach ((string word, T meaning) in choices)
            {
                typed = meaning;
                if (value is ConfigurationValue.Word { Content: var content } && content == word)
                    return null;
            }
            typed = default;
            return $"{value} is not known";
        }
    }

    /// <summary>A part of the day, or nothing for all of it.</summary>
    internal static SettingsType<DailyWindow> Window() =>
        new("two different times as \"01:00-06:00\", or \"\" for any time", ReadWindow, value => $"\"{value}\"");

    /// <summary>An absolute path, or nothing.</summary>
    internal static SettingsType<string> OptionalPath() =>
        new("an absolute path, or \"\" for none", ReadPath, value => $"\"{value}\"");

    /// <summary>A text that is not empty and has at most <paramref name="longest"/> characters.</summary>
    internal static SettingsType<string> Pattern(string accepted, int longest)
    {
        return new(accepted, Read, value => $"\"{value}\"");

        string? Read(ConfigurationValue value, out string typed)
        {
            typed = (value as ConfigurationValue.Word)?.Content ?? "";
            if (value is not ConfigurationValue.Word)
                return $"{value} is not a text";
            if (typed.Length == 0)
                return "it is empty";
            return typed.Length > longest ? $"{value} is too long" : null;
        }
    }

    private static string? ReadFlag(ConfigurationValue value, out bool typed)
    {
        typed = value is ConfigurationValue.Whole { Number: 1 };
        return value is ConfigurationValue.Whole { Number: 0 or 1 } ? null : $"{value} is neither";
    }

    private static string? ReadWindow(ConfigurationValue value, out DailyWindow typed)
    {
        typed = DailyWindow.AnyTime;
        return value is ConfigurationValue.Word { Content: var content } && DailyWindow.TryParse(content, out typed)
            ? null
            : $"{value} is no part of a day";
    }

    private static string? ReadPath(ConfigurationValue value, out string typed)
    {
        typed = (value as ConfigurationValue.Word)?.Content ?? "";
        if (value is not ConfigurationValue.Word)
            return $"{value} is not a text";
        if (typed.Length > 0 && typed[0] != '/')
            return $"{value} does not begin with '/'";
        if (typed.Any(char.IsControl))
            return $"{value} has a control character";
        return Encoding.UTF8.GetByteCount(typed) > MaxPathBytes ? $"{value} is too long" : null;
    }
}
