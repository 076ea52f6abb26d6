using System.Globalization;

namespace MirrorGuard.Lab.Guests;

/// <summary>What <c>guest/steady-writer.c</c> says at its end.</summary>
public readonly record struct WriterSummary(long Writes, long Errors, double LongestMilliseconds, long LongestStartUs)
{
    /// <summary>Ends the writer of a lab.</summary>
    public static WriterSummary Stop(MirrorLab lab) => Parse(lab.Ask("writer_stop"));

    /// <summary>Reads <c>writes 145 errors 0 longest_us 239129 longest_start_us 1795331947171792</c>.</summary>
    public static WriterSummary Parse(string line)
    {
        string[] words = line.Split(' ');
        return words is ["writes", var writes, "errors", var errors, "longest_us", var longest, "longest_start_us", var start]
            ? new(Number(writes), Number(errors), Number(longest) / 1000.0, Number(start))
            : throw new LabException($"No summary of a writer: {line}");
    }

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
