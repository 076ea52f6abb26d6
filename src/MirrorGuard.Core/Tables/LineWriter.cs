using System;

namespace MirrorGuard.Core.Tables;

/// <summary>Puts words into a buffer, a blank between them.</summary>
internal ref struct LineWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _destination[.._length];

    public void Word(ReadOnlySpan<byte> word)
    {
        if (_length > 0)
            _destination[_length++] = (byte)' ';
        word.CopyTo(_destination[_length..]);
        _length += word.Length;
    }
}
