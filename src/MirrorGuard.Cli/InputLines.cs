using System.Collections.Generic;
using System.IO;

namespace MirrorGuard.Cli;

/// <summary>The lines of an input, as bytes, because positions of errors are bytes.</summary>
internal static class InputLines
{
    /// <summary>What is kept of a line. No mirror's status comes near it, so what is cut off belonged to none.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Reads line by line, without line breaks and without empty lines.</summary>
    public static IEnumerable<byte[]> Read(Stream input)
    {
        using var buffered = new BufferedStream(input);
        var line = new List<byte>();
        for (int next = buffered.ReadByte(); next >= 0; next = buffered.ReadByte())
        {
            if (next == '\n' && line.Count > 0)
                yield return Take(line);
            else if (next != '\n' && line.Count < MaxLength)
                line.Add((byte)next);
        }
        if (line.Count > 0)
            yield return Take(line);
    }

    private static byte[] Take(List<byte> line)
    {
        byte[] taken = [.. line];
        line.Clear();
        return taken;
    }
}
