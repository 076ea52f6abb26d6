using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;

using FluentAssertions;

using MirrorGuard.Core.Control;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Control;

using Xunit;

namespace MirrorGuard.Linux.Tests.Control;

/// <summary>A socket whose answers repeat what was asked.</summary>
[Trait("Needs", "root")]
public sealed class ControlSocketTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mirrorguard-control-");
    private readonly SaidLines _log = new();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_line_is_answered_by_a_line()
    {
        Serve();
        using var client = Connect();

        Send(client, "one\n");

        Receive(client, 4).Should().Be("one\n");
        File.GetUnixFileMode(FilePath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Lines_may_come_in_pieces_and_many_at_once()
    {
        Serve();
        using var client = Connect();

        Send(client, "on");
        Send(client, "e\ntwo\nthr");
        Send(client, "ee\n");

        Receive(client, 14).Should().Be("one\ntwo\nthree\n");
    }

    [Fact]
    public void A_line_that_does_not_end_is_answered_and_the_last()
    {
        Serve();
        using var client = Connect();

        Send(client, new string('x', ControlRequest.MaxBytes + 1));

        ReceiveAll(client).Should().StartWith("xxx");
    }

    [Fact]
    public void Who_says_nothing_is_cut_off_and_who_never_reads_costs_nobody_else()
    {
        Serve(silence: 300);
        using var silent = Connect();
        using var deaf = Connect();
        Send(deaf, string.Concat(Enumerable.Repeat(new string('y', 4000) + "\n", 500)));
        using var other = Connect();

        Send(other, "one\n");

        Receive(other, 4).Should().Be("one\n");
        ReceiveAll(silent).Should().BeEmpty();
    }

    [Fact]
    public void More_than_it_takes_at_once_wait_for_their_turn()
    {
        Serve(silence: 500);
        var clients = Enumerable.Range(0, 12).Select(_ => Connect()).ToList();

        Send(clients[^1], "last\n");

        Receive(clients[^1], 5).Should().Be("last\n");
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public void What_a_killed_daemon_left_behind_is_replaced()
    {
        File.WriteAllText(FilePath, "");
        Serve();
        using var client = Connect();

        Send(client, "one\n");

        Receive(client, 4).Should().Be("one\n");
    }

    [Fact]
    public void Where_there_can_be_no_socket_that_is_said_once_and_nothing_else_happens()
    {
        Directory.CreateDirectory(Path.Combine(FilePath, "in the way"));

        new ControlSocket(FilePath, line => line.ToArray(), _log).Run();
        new ControlSocket("/" + new string('x', 200), line => line.ToArray(), _log).Run();

        _log.Lines.Should().SatisfyRespectively(
            line => line.Should().Contain("cannot be made"),
            line => line.Should().Contain("the path is too long"));
    }

    [Fact]
    public void Only_root_may_ask()
    {
        ControlSocket.IsAllowed(0).Should().BeTrue();
        ControlSocket.IsAllowed(1000).Should().BeFalse();
        ControlSocket.IsAllowed(uint.MaxValue).Should().BeFalse();
    }

    private string FilePath => Path.Combine(_directory.FullName, "control");

    private void Serve(int silence = 10_000)
    {
        var socket = new ControlSocket(FilePath, line => [.. line.Span, (byte)'\n'], _log, silence);
        new Thread(socket.Run) { IsBackground = true }.Start();
    }

    private Socket Connect()
    {
        var deadline = DateTime.UtcNow + Limit;
        while (true)
        {
            var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = (int)Limit.TotalMilliseconds };
            try
            {
                client.Connect(new UnixDomainSocketEndPoint(FilePath));
                return client;
            }
            catch (SocketException) when (DateTime.UtcNow < deadline)
            {
                client.Dispose();
                Thread.Sleep(5);
            }
        }
    }

    private static void Send(Socket client, string text)
    {
        client.SendTimeout = 500;
        try
        {
            client.Send(Encoding.UTF8.GetBytes(text));
        }
        catch (SocketException)
        {
            // It takes no more of one who never reads.
        }
    }

    private static string Receive(Socket client, int length)
    {
        var text = "";
        var buffer = new byte[4096];
        while (text.Length < length && client.Receive(buffer) is > 0 and var got)
            text += Encoding.UTF8.GetString(buffer, 0, got);
        return text;
    }

    private static string ReceiveAll(Socket client) => Receive(client, int.MaxValue);

    private sealed class SaidLines : IEventLog
    {
        internal List<string> Lines { get; } = [];

        public void Write(Severity severity, string line) => Lines.Add(line);
    }
}
