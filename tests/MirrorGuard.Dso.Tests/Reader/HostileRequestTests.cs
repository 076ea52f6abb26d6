using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Threading;
using FluentAssertions;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Dso.Tests.Hosts;
using MirrorGuard.Linux.Interop;
using MirrorGuard.Linux.Processes;
using MirrorGuard.Linux.Readers;
using Xunit;

namespace MirrorGuard.Dso.Tests.Reader;

/// <summary>Messages that no DSO sends, to a reader that ends at the first byte it should not touch.</summary>
[Trait("Needs", "root")]
public sealed unsafe class HostileRequestTests : IDisposable
{
    private const int ProtocolError = 71;
    private const int Mutations = 20_000;

    /// <summary>Of <c>lock_path</c>, the last of a request.</summary>
    private static readonly int LockPathOffset = CompareRequest.MessageBytes - CompareRequest.MaxLockPath - 1;

    /// <summary>A device that no machine has, however one bit or byte of its number is changed.</summary>
    private static readonly DeviceNumber Nowhere = new(DeviceNumber.MaxMajor, DeviceNumber.MaxMinor);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly SafeFileHandle _socket;

    public HostileRequestTests()
    {
        using SocketPair pair = SocketPair.Open()!;
        StayingProgram.Run($"{ProgramFiles.SanitizedDirectory}/{LegReaders.FileName}", "vg/lv", pair.Theirs).Should().Be(0);
        _socket = pair.TakeOurs();
    }

    public void Dispose() => _socket.Dispose();

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] whole = Request();

        for (int length = 1; length < whole.Length; length++)
            Answer(whole.AsSpan(0, length)).Should().Match<Comparison>(answer => answer.Outcome == CompareOutcome.Failed && answer.Errno == ProtocolError, "{0} bytes", length);
        IsWell();
    }

    [Fact]
    public void A_message_longer_than_any_request_is_refused()
    {
        Answer([.. Request(), 0]).Errno.Should().Be(ProtocolError);
        Answer(new byte[8 * 1024]).Errno.Should().Be(ProtocolError);
        IsWell();
    }

    [Theory]
    [InlineData(0, 0u, "another format")]
    [InlineData(8, 0u, "no legs")]
    [InlineData(8, 10u, "more legs than a mirror has")]
    [InlineData(8, uint.MaxValue, "absurdly many legs")]
    [InlineData(12, 0u, "no block size")]
    [InlineData(12, 1024u, "another block size")]
    [InlineData(12, 4096u, "a block that the range is no multiple of")]
    [InlineData(16, 1u, "an odd start")]
    [InlineData(20, 1u << 31, "a start that the kernel does not have")]
    [InlineData(20, uint.MaxValue, "a start so far out that the end overflows")]
    [InlineData(24, 0u, "no length")]
    [InlineData(24, 513u, "an odd length")]
    [InlineData(24, 16u * 1024 * 1024 + 512, "too long a range")]
    [InlineData(24, uint.MaxValue - 511, "an absurd length")]
    [InlineData(28, 1u, "a length beyond 32 bits")]
    public void A_request_that_lies_is_refused(int offset, uint value, string what)
    {
        byte[] message = Request();
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(offset), value);

        Comparison answer = Answer(message);

        (answer.Outcome, answer.Errno, answer.FailedLeg).Should().Be((CompareOutcome.Failed, ProtocolError, -1), what);
        IsWell();
    }

    [Fact]
    public void A_path_without_an_end_is_refused()
    {
        byte[] message = Request();
        message.AsSpan(LockPathOffset).Fill((byte)'/');

        Answer(message).Errno.Should().Be(ProtocolError);
        IsWell();
    }

    [Theory]
    [InlineData(DeviceNumber.MaxMajor + 1, 0u)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(DeviceNumber.MaxMajor, DeviceNumber.MaxMinor + 1)]
    public void A_number_that_no_device_can_have_is_a_leg_that_is_not_there(uint major, uint minor)
    {
        Comparison answer = Answer(Message(new CompareRequest(1, [new DeviceNumber(major, minor)], new Sectors(1), new SectorRange(default, new Sectors(1)), "")));

        (answer.Outcome, answer.FailedLeg).Should().Be((CompareOutcome.Failed, 0));
        IsWell();
    }

    [Fact]
    public void No_mutation_of_a_request_harms_the_reader()
    {
        var random = new Random(20090112);
        byte[] whole = Request();

        for (int round = 0; round < Mutations; round++)
        {
            byte[] message = [.. whole];
            int at = random.Next(message.Length);
            message[at] = random.Next(2) == 0 ? (byte)(message[at] ^ 1 << random.Next(8)) : (byte)random.Next(256);
            Answer(message).Outcome.Should().BeOneOf(CompareOutcome.Failed, CompareOutcome.Refused);
        }

        IsWell();
    }

    [Fact]
    public void Real_legs_in_all_states_are_read_within_bounds()
    {
        using var first = new LoopDisk(3 * 1024 * 1024 + 512);
        using var second = new LoopDisk(3 * 1024 * 1024 + 512);
        using var third = new LoopDisk(3 * 1024 * 1024 + 512, seed: 2);
        second.Change(3 * 1024 * 1024 + 511);
        third.MakeUnreadableFrom(2 * 1024 * 1024);
        var random = new Random(20090113);

        for (int round = 0; round < 100; round++)
        {
            DeviceNumber[] legs = [.. random.GetItems([first.Number, second.Number, third.Number], random.Next(1, 10))];
            var range = new SectorRange(new Sectors((ulong)random.Next(5000)), new Sectors((ulong)random.Next(1, 1145)));
            Answer(Message(new CompareRequest(1, legs, new Sectors(1), range, ""))).Outcome.Should().Be(CompareOutcome.Done);
        }

        IsWell();
    }

    private static byte[] Request() =>
        Message(new CompareRequest(1, [Nowhere, Nowhere], new Sectors(1), new SectorRange(new Sectors(8), new Sectors(17)), "/none/none"));

    private static byte[] Message(CompareRequest request)
    {
        byte[] message = new byte[CompareRequest.MessageBytes];
        request.WriteTo(message);
        return message;
    }

    private void IsWell()
    {
        Comparison answer = Answer(Message(new CompareRequest(42, [Nowhere], new Sectors(1), new SectorRange(default, new Sectors(1)), "")));
        (answer.Id, answer.FailedLeg).Should().Be((42, 0));
    }

    private Comparison Answer(ReadOnlySpan<byte> message)
    {
        fixed (byte* bytes = message)
            LibC.send(Socket, bytes, (ulong)message.Length, LibC.MSG_NOSIGNAL).Should().Be(message.Length, "the reader lives");
        Comparison.TryParse(Receive(), MirrorStatus.MaxLegs, out Comparison? comparison).Should().BeTrue();
        return comparison!;
    }

    private byte[] Receive()
    {
        byte[] answer = new byte[Comparison.MessageBytes];
        var clock = Stopwatch.StartNew();
        long length;
        fixed (byte* bytes = answer)
        {
            while ((length = LibC.recv(Socket, bytes, (ulong)answer.Length, LibC.MSG_DONTWAIT | LibC.MSG_TRUNC)) < 0 && clock.Elapsed < Limit)
                Thread.Yield();
        }
        length.Should().Be(answer.Length, "the reader answers and lives");
        return answer;
    }

    private int Socket => (int)_socket.DangerousGetHandle();
}
