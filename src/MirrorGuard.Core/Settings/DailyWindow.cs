using System;
using System.Globalization;

namespace MirrorGuard.Core.Settings;

/// <summary>A part of each day, in local time: <c>22:30-06:00</c>. The default value is the whole day, written as nothing.</summary>
/// <param name="From">The first minute that belongs to it.</param>
/// <param name="Until">The first minute that does not; before <paramref name="From"/> when midnight lies between.</param>
public readonly record struct DailyWindow(TimeOnly From, TimeOnly Until)
{
    private const string TimeFormat = "HH:mm";

    /// <summary>The whole day.</summary>
    public static DailyWindow AnyTime => default;

    /// <summary>Whether <paramref name="timeOfDay"/> belongs to it.</summary>
    public bool Contains(TimeOnly timeOfDay) => this == AnyTime || timeOfDay.IsBetween(From, Until);

    /// <summary>Reads <c>HH:MM-HH:MM</c>, or nothing for <see cref="AnyTime"/>. Two equal times are refused: they may mean all of the day or none.</summary>
    public static bool TryParse(string text, out DailyWindow window)
    {
        window = AnyTime;
        if (text.Length == 0)
            return true;
        int hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (hyphen < 0 || !TryParseTime(text[..hyphen], out TimeOnly from) || !TryParseTime(text[(hyphen + 1)..], out TimeOnly until))
            return false;
        window = new DailyWindow(from, until);
        return from != until;
    }

    /// <summary><c>22:30-06:00</c>, or nothing for <see cref="AnyTime"/>.</summary>
    public override string ToString() =>
        this == AnyTime ? "" : string.Create(CultureInfo.InvariantCulture, $"{From:HH\\:mm}-{Until:HH\\:mm}");

    private static bool TryParseTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
