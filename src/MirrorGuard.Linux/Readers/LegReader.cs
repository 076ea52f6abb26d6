using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Core.Scan;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Readers;

/// <summary>A running reader, of which this side knows the socket and nothing else: it ends by itself when the socket is closed.</summary>
internal sealed unsafe class LegReader(SafeFileHandle socket, LegReaders readers) : ILegReader
{
    /// <summary>Filled again and again: an answer is larger than what a stack should hold.</summary>
    private readonly byte[] _answer = new byte[Comparison.MessageBytes];

    private readonly byte[] _request = new byte[CompareRequest.MessageBytes];
    private uint _lastId;
    private int _legCount;
    private bool _isLost;

    /// <summary>Readable when there is an answer, or the reader is gone.</summary>
    internal SafeFileHandle Socket => socket;

    /// <inheritdoc />
    public bool TrySend(CompareRequest request)
    {
        if (_isLost)
            return false;
        request.WriteTo(_request);
        fixed (byte* bytes = _request)
        {
            // A message is taken whole or not at all.
            if (LibC.send(Number, bytes, (ulong)_request.Length, LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL) < 0)
                return false;
        }
        _lastId = request.Id;
        _legCount = request.Legs.Count;
        return true;
    }

    /// <inheritdoc />
    public bool TryReceive(out Comparison? comparison)
    {
        comparison = null;
        if (_isLost || !TryReceiveMessage(out var length))
            return false;
        if (length == _answer.Length && Comparison.TryParse(_answer, _legCount, out comparison))
            return true;
        comparison = Lose();
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isLost)
            readers.Forget(this);
        _isLost = true;
        socket.Dispose();
    }

    private int Number => (int)socket.DangerousGetHandle();

    /// <summary>False when there is nothing. A length of 0 is the reader's end; of another than the message's, nonsense.</summary>
    private bool TryReceiveMessage(out long length)
    {
        fixed (byte* bytes = _answer)
            length = LibC.recv(Number, bytes, (ulong)_answer.Length, LibC.MSG_DONTWAIT | LibC.MSG_TRUNC);
        return length >= 0 || Marshal.GetLastSystemError() is not (LibC.EAGAIN or LibC.EINTR);
    }

    private Comparison Lose()
    {
        Dispose();
        return Comparison.Lost(_lastId);
    }
}
