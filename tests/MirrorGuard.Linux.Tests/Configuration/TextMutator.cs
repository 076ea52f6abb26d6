using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace MirrorGuard.Linux.Tests.Configuration;

/// <summary>Makes slightly wrong configurations, the same ones for the same seed.</summary>
internal sealed class TextMutator
{
    private static readonly string[] Pieces =
        ["{", "}", "[", "]", "=", ",", "\"", "'", "#", "\n", "\\", "/", "-", "+", ".", "0", "9", " ", "\0", "\u00ff", "a", "a {", "a = 1\n", "99999999999999999999", "a/b/c/d/e ", "\r\n", "0x1", "\"\""];

    private readonly Random _random;
    private readonly string[] _lines;

    /// <param name="seed">Of the random numbers.</param>
    /// <param name="text">What is made wrong; only without its comments, in which most mutations would go unseen.</param>
    public TextMutator(int seed, string text)
    {
        _random = new Random(seed);
        _lines = [.. text.Split('\n').Where(line => line.Trim() is { Length: > 0 } trimmed && trimmed[0] != '#')];
    }

    public byte[] Next()
    {
        List<byte> text = [.. Encoding.Latin1.GetBytes(string.Join('\n', _lines))];
        for (int left = _random.Next(1, 4); left > 0; left--)
            Mutate(text);
        return [.. text];
    }

    private void Mutate(List<byte> text)
    {
        int at = _random.Next(text.Count + 1);
        int length = Math.Min(_random.Next(12), text.Count - at);
        switch (_random.Next(6))
        {
            case 0:
                text.RemoveRange(at, length);
                break;
            case 1 when at < text.Count:
                text[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 2:
                text.InsertRange(at, Encoding.Latin1.GetBytes(_lines[_random.Next(_lines.Length)]));
                break;
            case 3 when _random.Next(3) == 0:
                text.RemoveRange(at, text.Count - at);
                break;
            default:
                text.RemoveRange(at, _random.Next(2) * Math.Min(1, length));
                text.InsertRange(at, Encoding.Latin1.GetBytes(Pieces[_random.Next(Pieces.Length)]));
                break;
        }
    }
}
