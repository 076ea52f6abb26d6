using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Helpers;

/// <summary>A running helper, of which this side knows the socket and nothing else: it ends by itself when the socket is closed.</summary>
internal sealed unsafe class HelperProcess(SafeFileHandle socket) : IHelper
{
    private uint _lastId;

    private bool _isLost;

    /// <inheritdoc />
    public bool TrySend(StepProgram program)
    {
        if (_isLost)
            return false;
        var message = program.Bytes;
        fixed (byte* bytes = message)
        {
            // A message is taken whole or not at all.
            if (LibC.send(Socket, bytes, (ulong)message.Length, LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL) < 0)
                return false;
        }
        _lastId = program.Id;
        return true;
    }

    /// <inheritdoc />
    public bool TryReceive(out StepReply reply)
    {
        reply = default;
        if (_isLost)
            return false;
        Span<byte> message = stackalloc byte[StepReply.MessageBytes];
        if (!TryReceive(message, out var length))
            return false;
        if (length == message.Length && StepReply.TryParse(message, out reply))
            return true;
        reply = Lose();
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _isLost = true;
        socket.Dispose();
    }

    private int Socket => (int)socket.DangerousGetHandle();

    /// <summary>False when there is nothing. A length of 0 is the helper's end; of more than the message, nonsense.</summary>
    private bool TryReceive(Span<byte> message, out long length)
    {
        fixed (byte* bytes = message)
            length = LibC.recv(Socket, bytes, (ulong)message.Length, LibC.MSG_DONTWAIT | LibC.MSG_TRUNC);
        return length >= 0 || Marshal.GetLastSystemError() is not (LibC.EAGAIN or LibC.EINTR);
    }

    /// <summary>A helper that sends nonsense is not spoken to again; with its socket closed it ends.</summary>
    private StepReply Lose()
    {
        Dispose();
        return new StepReply(_lastId, StepOutcome.Lost, -1, 0, 0, default);
    }
}
