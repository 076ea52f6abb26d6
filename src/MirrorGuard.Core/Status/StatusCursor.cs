using System;

namespace MirrorGuard.Core.Status;

/// <summary>A place in a line and the ways to move on; the first thing that does not fit stays as the error.</summary>
/// <remarks>Every <c>Take</c> returns false without moving when it does not fit, and says so in <see cref="Error"/>.</remarks>
internal ref struct StatusCursor(ReadOnlySpan<byte> line)
{
    // 19 digits always fit 64 bits; only a 20th needs care.
    private const int DigitsThatAlwaysFit = 19;

    private readonly ReadOnlySpan<byte> _line = line;

    public int Position { get; private set; }

    public ParseError Error { get; private set; }

    public readonly bool AtEnd => Position == _line.Length;

    public readonly byte Current => Position < _line.Length ? _line[Position] : (byte)0;

    public bool Fail(Expectation expected) => FailAt(Position, expected);

    public bool FailAt(int position, Expectation expected)
    {
        Error = new ParseError(position, expected);
        return false;
    }

    public bool Take(byte wanted, Expectation expected)
    {
        if (Position >= _line.Length || _line[Position] != wanted)
            return Fail(expected);
        Position++;
        return true;
    }

    public void Advance() => Position++;

    public bool TakeBlank() => Take((byte)' ', Expectation.Blank);

    public bool TakeEnd() => AtEnd || Fail(Expectation.EndOfLine);

    /// <summary>Moves behind <paramref name="word"/> if it is next; not being there is no error.</summary>
    public bool Skip(ReadOnlySpan<byte> word)
    {
        if (!_line[Position..].StartsWith(word))
            return false;
        Position += word.Length;
        return true;
    }

    /// <summary>A decimal number as the kernel prints it: no sign, no leading zero, within the limits.</summary>
    public bool TakeNumber(ulong min, ulong max, Expectation expected, out ulong value)
    {
        ReadOnlySpan<byte> rest = _line[Position..];
        int digits = 0;
        value = 0;
        while (digits < rest.Length && (uint)rest[digits] - '0' is <= 9 and uint digit)
        {
            if (digits >= DigitsThatAlwaysFit && value > (ulong.MaxValue - digit) / 10)
                return Fail(expected);
            value = value * 10 + digit;
            digits++;
        }
        bool hasLeadingZero = digits > 1 && rest[0] == '0';
        if (digits == 0 || hasLeadingZero || value < min || value > max)
            return Fail(expected);
        Position += digits;
        return true;
    }

    /// <summary>A device as <c>major:minor</c>.</summary>
    public bool TakeDevice(out DeviceNumber device)
    {
        device = default;
        if (!TakeNumber(0, DeviceNumber.MaxMajor, Expectation.Major, out ulong major)
            || !Take((byte)':', Expectation.Colon)
            || !TakeNumber(0, DeviceNumber.MaxMinor, Expectation.Minor, out ulong minor))
            return false;
        device = new DeviceNumber((uint)major, (uint)minor);
        return true;
    }

    /// <summary>A word of printable ASCII, up to a blank or the end of the line.</summary>
    public bool TakeWord(int maxLength, Expectation expected, out Range word)
    {
        int end = Position;
        while (end < _line.Length && _line[end] is > (byte)' ' and < 0x7f)
            end++;
        word = Position..end;
        bool isWhole = end == _line.Length || _line[end] == ' ';
        if (end == Position || end - Position > maxLength || !isWhole)
            return FailAt(isWhole ? Position : end, expected);
        Position = end;
        return true;
    }
}
