using System;
using System.IO;
using System.Net.Sockets;

namespace MirrorGuard.Cli;

/// <summary>Asks the plugin within dmeventd.</summary>
/// <param name="path">Its socket.</param>
/// <param name="patience">How long an answer may take.</param>
internal sealed class ControlClient(string path, TimeSpan patience)
{
    /// <summary>More than a thousand volumes' reports.</summary>
    private const int MaxAnswer = 1 << 20;

    internal static ControlClient Default { get; } = new("/run/mirrorguard/control", TimeSpan.FromSeconds(5));

    /// <summary>Sends a line.</summary>
    /// <returns>The line that answers it, without its end.</returns>
    /// <exception cref="IOException">There is no answer; the message says why.</exception>
    internal byte[] Ask(byte[] line)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Counts for the connection too, which waits where too many do already.
            socket.SendTimeout = (int)patience.TotalMilliseconds;
            socket.Connect(new UnixDomainSocketEndPoint(path));
            socket.Send(line);
            return Receive(socket);
        }
        catch (SocketException exception)
        {
            throw new IOException(Sentence(exception), exception);
        }
    }

    private byte[] Receive(Socket socket)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        var answer = new byte[MaxAnswer];
        for (var length = 0; length < answer.Length;)
        {
            socket.ReceiveTimeout = (int)Math.Max(1, deadline - Environment.TickCount64);
            var got = socket.Receive(answer.AsSpan(length));
            if (got == 0)
                throw new IOException($"{path}: the plugin ended the conversation without an answer; dmeventd may be restarting, so try again");
            length += got;
            if (answer[length - 1] == '\n')
                return answer[..(length - 1)];
        }
        throw new IOException($"{path}: the answer does not end");
    }

    private string Sentence(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AccessDenied => $"{path}: only root may ask",
        SocketError.TimedOut or SocketError.WouldBlock => $"{path}: no answer within {patience.TotalSeconds:0.#} s; look at dmeventd's log",
        SocketError.ConnectionRefused or SocketError.AddressNotAvailable =>
            $"{path}: nobody listens: dmeventd does not run, or monitors no mirror with MirrorGuard (lvs -o +seg_monitor, dmeventd -i)",
        _ => $"{path}: {exception.Message}",
    };
}
