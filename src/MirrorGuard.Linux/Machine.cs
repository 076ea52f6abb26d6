using System;
using System.Globalization;
using System.IO;
using MirrorGuard.Core.Scan;
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

    /// <inheritdoc />
    public DiskCounts? CountsOf(string disk)
    {
        try
        {
            return ParseCounts(File.ReadAllText(Path.Combine(disk, "stat")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads a disk's <c>stat</c>: numbers, of which the third are the sectors that were read, the seventh those that were written, and the eighth the milliseconds that took.</summary>
    internal static DiskCounts? ParseCounts(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 7
            && long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            && long.TryParse(words[6], NumberStyles.None, CultureInfo.InvariantCulture, out var written)
            && uint.TryParse(words[7], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? new DiskCounts(read + written, TimeSpan.FromMilliseconds(milliseconds))
            : null;
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
