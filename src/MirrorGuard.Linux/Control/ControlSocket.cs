using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Control;

/// <summary>
/// The socket by which a person reaches a running plugin: <c>/run/mirrorguard/control</c>, for root only. One line is one request, and
/// is answered by one line.
///
/// The newest daemon owns the path: while <c>dmeventd -R</c> hands over, two of them are there. So it is taken away before it is made, and never
/// at the end: what is left behind leads nowhere, and the next daemon clears it away.
/// </summary>
/// <param name="path">Where; its directory is there, or it cannot be made.</param>
/// <param name="answer">Answers a line; it must not throw for what a line says.</param>
/// <param name="log">Where it is said that there is no such socket.</param>
/// <param name="silence">Who says nothing for so long, in milliseconds, is cut off.</param>
public sealed unsafe class ControlSocket(string path, Func<ReadOnlyMemory<byte>, byte[]> answer, IEventLog log, int silence = 10_000)
{
    /// <summary>More at a time are not accepted until one of these ends.</summary>
    private const int MaxConnections = 8;

    /// <summary>After an error that may last, such as no more files: not to try again at once.</summary>
    private const int PauseMs = 1000;

    private readonly List<ControlConnection> _connections = [];

    /// <summary>Serves for ever, or, if there can be no socket, returns after it was said. For a thread of its own.</summary>
    public void Run()
    {
        using var listener = Open();
        while (listener is not null)
            Attend(listener);
    }

    /// <summary>Whether this user may ask.</summary>
    internal static bool IsAllowed(uint uid) => uid == 0;

    private SafeFileHandle? Open()
    {
        var listener = new SafeFileHandle(LibC.socket(LibC.AF_UNIX, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0), ownsHandle: true);
        var fault = listener.IsInvalid ? LastError() : Bind(listener);
        if (fault is null)
            return listener;
        listener.Dispose();
        log.Write(Severity.Warning, $"{path} cannot be made ({fault}): scans can neither be started nor stopped by hand, and not be asked after. Everything else goes on.");
        return null;
    }

    /// <summary>Null, or why not.</summary>
    private string? Bind(SafeFileHandle listener)
    {
        Span<byte> address = stackalloc byte[UnixAddress.Bytes];
        if (!UnixAddress.TryWrite(path, address))
            return "the path is too long";
        try
        {
            File.Delete(path);
            fixed (byte* bytes = address)
            {
                if (LibC.bind(NumberOf(listener), bytes, (uint)address.Length) < 0)
                    return LastError();
            }
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
        return LibC.listen(NumberOf(listener), MaxConnections) < 0 ? LastError() : null;
    }

    private void Attend(SafeFileHandle listener)
    {
        var polled = stackalloc pollfd[MaxConnections + 1];
        // Of a file of -1 nothing is told: whoever comes waits in the queue.
        polled[0] = new pollfd { fd = _connections.Count < MaxConnections ? NumberOf(listener) : -1, events = LibC.POLLIN };
        for (var index = 0; index < _connections.Count; index++)
            polled[index + 1] = _connections[index].Poll;
        _ = LibC.poll(polled, (ulong)_connections.Count + 1, UntilSilence());

        var now = Environment.TickCount64;
        for (var index = _connections.Count - 1; index >= 0; index--)
        {
            var isOver = polled[index + 1].revents != 0 ? !_connections[index].Attend(answer, now) : now - _connections[index].ActiveAt >= silence;
            if (isOver)
                End(index);
        }
        if (polled[0].revents != 0)
            Accept(listener, now);
    }

    private int UntilSilence()
    {
        var until = -1L;
        foreach (var connection in _connections)
        {
            var left = Math.Max(0, connection.ActiveAt + silence - Environment.TickCount64);
            until = until < 0 ? left : Math.Min(until, left);
        }
        return (int)until;
    }

    private void Accept(SafeFileHandle listener, long now)
    {
        var number = LibC.accept4(NumberOf(listener), null, null, LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK);
        if (number < 0)
        {
            if (Marshal.GetLastSystemError() is not (LibC.EAGAIN or LibC.EINTR))
                Thread.Sleep(PauseMs);
            return;
        }
        _connections.Add(new ControlConnection(number, now));
        if (!IsAllowed(UserOf(number)))
            End(_connections.Count - 1);
    }

    /// <summary>Nobody's number when it cannot be told.</summary>
    private static uint UserOf(int socket)
    {
        ucred user;
        var size = (uint)sizeof(ucred);
        return LibC.getsockopt(socket, LibC.SOL_SOCKET, LibC.SO_PEERCRED, &user, &size) < 0 ? uint.MaxValue : user.uid;
    }

    private void End(int index)
    {
        _connections[index].Dispose();
        _connections.RemoveAt(index);
    }

    private static int NumberOf(SafeFileHandle file) => (int)file.DangerousGetHandle();

    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastSystemError());
}
