using System;
using System.Globalization;
using System.IO;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux;

/// <summary>The machine that this runs on.</summary>
public sealed class Machine : IMachine
{
    /// <summary>Since Linux 4.20, where the kernel was built with it and it is not switched off.</summary>
    private const string PressureFile = "/proc/pressure/io";

    private const string TotalKey = "total=";

    /// <inheritdoc />
    public DateTimeOffset Time => DateTimeOffset.Now;

    /// <inheritdoc />
    public TimeSpan? DiskWaits
    {
        get
        {
            try
            {
                return Parse(File.ReadAllText(PressureFile));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Reads <c>some avg10=0.00 avg60=0.00 avg300=0.00 total=4711</c>, microseconds; null when it is something else.</summary>
    internal static TimeSpan? Parse(string text)
    {
        var line = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
        var at = line.IndexOf(TotalKey, StringComparison.Ordinal);
        return line.StartsWith("some ", StringComparison.Ordinal) && at >= 0
            && ulong.TryParse(line[(at + TotalKey.Length)..], NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds < long.MaxValue / 10
            ? TimeSpan.FromTicks((long)microseconds * 10)
            : null;
    }
}
