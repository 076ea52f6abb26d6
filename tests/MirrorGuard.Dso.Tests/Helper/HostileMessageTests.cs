using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Threading;
using FluentAssertions;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Dso.Tests.Hosts;
using MirrorGuard.Linux.Helpers;
using MirrorGuard.Linux.Interop;
using MirrorGuard.Linux.Processes;
using Xunit;

namespace MirrorGuard.Dso.Tests.Helper;

/// <summary>Messages that no DSO sends, to a helper that ends at the first byte it should not touch.</summary>
public sealed unsafe class HostileMessageTests : IDisposable
{
    private const int ProtocolError = 71;
    private const int Mutations = 20_000;

    /// <summary>A device that no machine has, however one bit or byte of its number is changed.</summary>
    private static readonly DeviceNumber Nowhere = new(DeviceNumber.MaxMajor, DeviceNumber.MaxMinor);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly SafeFileHandle _socket;

    public HostileMessageTests()
    {
        using SocketPair pair = SocketPair.Open()!;
        int error = StayingProgram.Run($"{ProgramFiles.SanitizedDirectory}/{HelperProcesses.FileName}", "vg/lv", pair.Theirs);
        error.Should().Be(0);
        _socket = pair.TakeOurs();
    }

    public void Dispose() => _socket.Dispose();

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] whole = Program();

        for (int length = 1; length < whole.Length; length++)
            Answer(whole.AsSpan(0, length)).Should().Match<StepReply>(reply => reply.Outcome == StepOutcome.Failed && reply.Errno == ProtocolError, "{0} bytes", length);
        IsWell();
    }

    [Theory]
    [InlineData(0, 0u, "another format")]
    [InlineData(8, 2u, "an unknown flag")]
    [InlineData(12, 3u, "fewer steps than there are")]
    [InlineData(12, 5u, "more steps than there are")]
    [InlineData(12, uint.MaxValue, "absurdly many steps")]
    [InlineData(16, 0u, "no length")]
    [InlineData(16, uint.MaxValue, "an absurd length")]
    [InlineData(20, 1u, "something where nothing may be")]
    [InlineData(24, 0u, "no kind of step")]
    [InlineData(24, 16u, "an unknown kind of step")]
    [InlineData(28, 0u, "a step without a length")]
    [InlineData(28, 8u, "a step shorter than its head")]
    [InlineData(28, 60u, "a step of odd length")]
    [InlineData(28, uint.MaxValue - 7, "a step of absurd length")]
    [InlineData(32, 4096u, "a major number that the kernel does not have")]
    [InlineData(36, 1u << 20, "a minor number that the kernel does not have")]
    [InlineData(76, 0xffffffffu, "texts longer than the step")]
    [InlineData(76, 0u, "texts shorter than the step")]
    [InlineData(80, 0u, "a NUL in a text")]
    public void A_head_that_lies_is_refused(int offset, uint value, string what)
    {
        byte[] message = Program();
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(offset), value);

        StepReply reply = Answer(message);

        (reply.Outcome, reply.Errno, reply.FailedStep).Should().Be((StepOutcome.Failed, ProtocolError, -1), what);
        IsWell();
    }

    [Fact]
    public void A_message_longer_than_any_program_is_refused()
    {
        byte[] message = new byte[StepProgram.MaxBytes + 8];
        Program().CopyTo(message, 0);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(16), message.Length);

        Answer(message).Errno.Should().Be(ProtocolError);
        IsWell();
    }

    [Fact]
    public void No_mutation_of_a_program_harms_the_helper()
    {
        var random = new Random(20090112);
        byte[] whole = Program();

        for (int round = 0; round < Mutations; round++)
        {
            byte[] message = [.. whole];
            int at = random.Next(message.Length);
            message[at] = random.Next(2) == 0 ? (byte)(message[at] ^ 1 << random.Next(8)) : (byte)random.Next(256);
            Answer(message).Outcome.Should().BeOneOf(StepOutcome.Failed, StepOutcome.Refused);
        }

        IsWell();
    }

    /// <summary>Nothing in it can come true, and nothing of it could do harm if it did.</summary>
    private static byte[] Program()
    {
        var program = new StepProgram { Id = 1 };
        program.Expect(Nowhere, 2048, "mirror"u8, "core 1 64 2 254:3 0 254:4 0 1 handle_errors"u8);
        program.ExpectDisk(Nowhere, 4096, Encoding.ASCII.GetBytes(new string('u', PvUuid.Length)));
        program.Read(Nowhere, 8192, 512);
        program.Identify(Nowhere);
        return program.Bytes.ToArray();
    }

    private void IsWell()
    {
        var program = new StepProgram { Id = 42 };
        program.Forget("/none/none"u8);
        StepReply reply = Answer(program.Bytes);
        reply.Id.Should().Be(42);
    }

    private StepReply Answer(ReadOnlySpan<byte> message)
    {
        fixed (byte* bytes = message)
            LibC.send(Socket, bytes, (ulong)message.Length, LibC.MSG_NOSIGNAL).Should().Be(message.Length, "the helper lives");
        byte[] answer = Receive();
        StepReply.TryParse(answer, out StepReply reply).Should().BeTrue();
        return reply;
    }

    private byte[] Receive()
    {
        byte[] answer = new byte[StepReply.MessageBytes];
        var clock = Stopwatch.StartNew();
        long length;
        fixed (byte* bytes = answer)
        {
            while ((length = LibC.recv(Socket, bytes, (ulong)answer.Length, LibC.MSG_DONTWAIT | LibC.MSG_TRUNC)) < 0 && clock.Elapsed < Limit)
                Thread.Yield();
        }
        length.Should().Be(answer.Length, "the helper answers and lives");
        return answer;
    }

    private int Socket => (int)_socket.DangerousGetHandle();
}
