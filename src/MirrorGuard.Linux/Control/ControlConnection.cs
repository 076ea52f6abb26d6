using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Core.Control;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Control;

/// <summary>One who has connected: lines in, answers out, neither ever waited for.</summary>
/// <param name="number">The socket, ours to close.</param>
/// <param name="now">The time, in milliseconds.</param>
internal sealed unsafe class ControlConnection(int number, long now) : IDisposable
{
    private readonly SafeFileHandle _socket = new(number, ownsHandle: true);
    private readonly byte[] _line = new byte[ControlRequest.MaxBytes + 1];
    private int _lineLength;
    private byte[] _answer = [];
    private int _answered;
    private bool _isLast;

    /// <summary>When something came or went last.</summary>
    internal long ActiveAt { get; private set; } = now;

    /// <summary>What is waited for: an answer that was not taken, or else more to read.</summary>
    internal pollfd Poll => new() { fd = Number, events = HasAnswer ? LibC.POLLOUT : LibC.POLLIN };

    /// <summary>Does what can be done now; false when it is over.</summary>
    /// <param name="answer">Answers a line.</param>
    /// <param name="now">The time, in milliseconds.</param>
    internal bool Attend(Func<ReadOnlyMemory<byte>, byte[]> answer, long now)
    {
        ActiveAt = now;
        if (!HasAnswer && !Receive())
            return false;
        while (true)
        {
            if (HasAnswer)
            {
                if (!Send())
                    return false;
                if (HasAnswer)
                    return true;
            }
            if (_isLast)
                return false;
            if (!TakeLine(answer))
                return true;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private int Number => (int)_socket.DangerousGetHandle();

    private bool HasAnswer => _answered < _answer.Length;

    private bool Receive()
    {
        fixed (byte* bytes = _line)
        {
            var got = LibC.recv(Number, bytes + _lineLength, (ulong)(_line.Length - _lineLength), LibC.MSG_DONTWAIT);
            if (got <= 0)
                return got < 0 && IsPassing();
            _lineLength += (int)got;
        }
        return true;
    }

    private bool Send()
    {
        fixed (byte* bytes = _answer)
        {
            var put = LibC.send(Number, bytes + _answered, (ulong)(_answer.Length - _answered), LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL);
            if (put < 0)
                return IsPassing();
            _answered += (int)put;
        }
        return true;
    }

    /// <summary>False: there is no whole line. A line that does not end is answered, and is the last.</summary>
    private bool TakeLine(Func<ReadOnlyMemory<byte>, byte[]> answer)
    {
        var end = _line.AsSpan(0, _lineLength).IndexOf((byte)'\n');
        if (end < 0 && _lineLength < _line.Length)
            return false;
        _isLast = end < 0;
        _answer = answer(_line.AsMemory(0, end < 0 ? _lineLength : end));
        _answered = 0;
        var rest = end < 0 ? 0 : _lineLength - end - 1;
        _line.AsSpan(_lineLength - rest, rest).CopyTo(_line);
        _lineLength = rest;
        return true;
    }

    private static bool IsPassing() => Marshal.GetLastSystemError() is LibC.EAGAIN or LibC.EINTR;
}
