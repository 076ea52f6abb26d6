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

    /// <summary>How much of a day it is: 1 for the whole day.</summary>
    public double ShareOfDay => this == AnyTime ? 1 : (Until - From) / TimeSpan.FromDays(1);

    /// <summary>How much of a time belongs to it, by the clock of its beginning; negative when <paramref name="until"/> lies before <paramref name="from"/>.</summary>
    public TimeSpan TimeWithin(DateTimeOffset from, DateTimeOffset until) =>
        this == AnyTime ? until - from : TimeBefore(until.ToOffset(from.Offset)) - TimeBefore(from);

    /// <summary>Whether <paramref name="timeOfDay"/> belongs to it.</summary>
    public bool Contains(TimeOnly timeOfDay) => this == AnyTime || timeOfDay.IsBetween(From, Until);

    /// <summary>Of all days up to a moment: of the day before which it lies, only the part that has gone by.</summary>
    private TimeSpan TimeBefore(DateTimeOffset moment)
    {
        var (day, time) = (moment.Ticks / TimeSpan.TicksPerDay, moment.TimeOfDay);
        var (from, until) = (From.ToTimeSpan(), Until.ToTimeSpan());
        var sinceFrom = time - Earlier(time, from);
        var today = from < until ? Earlier(sinceFrom, until - from) : Earlier(time, until) + sinceFrom;
        return ((Until - From) * day) + today;
    }

    private static TimeSpan Earlier(TimeSpan left, TimeSpan right) => left < right ? left : right;

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
