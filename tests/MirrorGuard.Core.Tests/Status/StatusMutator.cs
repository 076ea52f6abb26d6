using System;
using System.Buffers;
using System.Linq;
using System.Text;

namespace MirrorGuard.Core.Tests.Status;

/// <summary>Makes slightly wrong status lines, the same ones for the same seed.</summary>
internal sealed class StatusMutator(int seed)
{
    private const int MaxLength = 256;
    private static readonly SearchValues<byte> Letters = SearchValues.Create("AFDSRU"u8);
    private static readonly byte[][] Seeds = [.. RealLines.All.Select(Encoding.ASCII.GetBytes)];
    private static readonly byte[] Interesting = Encoding.Latin1.GetBytes("0123456789 :/-_ADFSRUacdelrstu13\0\n\t\u007f\u00b2\u00ff");

    private readonly Random _random = new(seed);
    private readonly byte[] _line = new byte[MaxLength];
    private int _length;

    /// <summary>The next line; valid until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        byte[] seedLine = Seeds[_random.Next(Seeds.Length)];
        seedLine.CopyTo(_line, 0);
        _length = seedLine.Length;
        for (int left = _random.Next(1, 4); left > 0; left--)
            Mutate();
        return _line.AsSpan(0, _length);
    }

    private void Mutate()
    {
        int at = _random.Next(_length + 1);
        switch (_random.Next(8))
        {
            case 0 or 1 when at < _length:
                _line[at] = Interesting[_random.Next(Interesting.Length)];
                break;
            case 2 when at < _length && _line[at] is >= (byte)'0' and <= (byte)'9':
                _line[at] = (byte)_random.Next('0', '9' + 1);
                break;
            case 3 when at < _length:
                _line[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 4:
                Replace(at, 0, [Interesting[_random.Next(Interesting.Length)]]);
                break;
            case 5:
                Replace(at, _random.Next(Math.Min(6, _length - at + 1)), []);
                break;
            case 6:
                Splice(at);
                break;
            case 7 when _random.Next(4) == 0:
                _length = at;
                break;
            default:
                SwapLetter(at);
                break;
        }
    }

    // A piece of another line, sometimes up to its end.
    private void Splice(int at)
    {
        ReadOnlySpan<byte> other = Seeds[_random.Next(Seeds.Length)];
        int from = _random.Next(other.Length);
        int count = _random.Next(2) == 0 ? other.Length - from : _random.Next(Math.Min(8, other.Length - from) + 1);
        int removed = _random.Next(2) == 0 ? _length - at : Math.Min(count, _length - at);
        Replace(at, removed, other.Slice(from, count));
    }

    // Another health letter where one stands: most of these lines stay valid and must be read with the new value.
    private void SwapLetter(int at)
    {
        int letter = _line.AsSpan(0, _length)[Math.Min(at, _length)..].IndexOfAny(Letters);
        if (letter >= 0)
            _line[at + letter] = "AFDSRU"u8[_random.Next(6)];
    }

    private void Replace(int at, int removed, ReadOnlySpan<byte> inserted)
    {
        int tail = _length - at - removed;
        if (at + inserted.Length + tail > MaxLength)
            return;
        _line.AsSpan(at + removed, tail).CopyTo(_line.AsSpan(at + inserted.Length));
        inserted.CopyTo(_line.AsSpan(at));
        _length = at + inserted.Length + tail;
    }
}
