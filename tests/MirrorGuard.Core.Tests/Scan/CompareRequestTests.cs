using System;
using System.Buffers.Binary;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

public sealed class CompareRequestTests
{
    private static readonly DeviceNumber[] Legs = [new(254, 3), new(254, 4)];

    [Fact]
    public void A_request_is_written_as_the_reader_reads_it()
    {
        byte[] message = Write(new CompareRequest(7, Legs, new Sectors(8), Range(1UL << 32, 8), "/run/lock/lvm/V_vg"));

        message.Should().HaveCount(360);
        message.AsSpan(0, 4).SequenceEqual("MGC1"u8).Should().BeTrue();
        Words(message, 4, 7).Should().Equal(7, 2, 4096, 0, 512, 4096, 0);
        Words(message, 32, 6).Should().Equal(254, 3, 254, 4, 0, 0);
        Encoding.ASCII.GetString(message, 104, 19).Should().Be("/run/lock/lvm/V_vg\0");
    }

    [Fact]
    public void Nothing_is_left_of_the_request_before()
    {
        byte[] message = new byte[CompareRequest.MessageBytes];
        new CompareRequest(1, [.. Legs, .. Legs], new Sectors(8), Range(8, 8), "/run/lock/lvm/V_vg").WriteTo(message);

        var request = new CompareRequest(2, Legs, new Sectors(1), Range(0, 1), "");
        request.WriteTo(message);

        message.Should().Equal(Write(request));
        message.AsSpan(104).ContainsAnyExcept((byte)0).Should().BeFalse();
    }

    [Fact]
    public void The_longest_path_leaves_room_for_its_end()
    {
        byte[] message = Write(new CompareRequest(1, Legs, new Sectors(1), Range(0, 1), new string('v', CompareRequest.MaxLockPath)));

        (message[^2], message[^1]).Should().Be(((byte)'v', 0));
    }

    [Fact]
    public void Legs_and_paths_for_which_there_is_no_room_are_bugs()
    {
        Writing([], "").Should().Throw<InvalidOperationException>();
        Writing(new DeviceNumber[MirrorStatus.MaxLegs + 1], "").Should().Throw<InvalidOperationException>();
        Writing(Legs, new string('v', CompareRequest.MaxLockPath + 1)).Should().Throw<InvalidOperationException>();
        Writing(new DeviceNumber[MirrorStatus.MaxLegs], "").Should().NotThrow();
    }

    private static Action Writing(DeviceNumber[] legs, string lockFile) =>
        () => Write(new CompareRequest(1, legs, new Sectors(1), Range(0, 1), lockFile));

    private static byte[] Write(CompareRequest request)
    {
        byte[] message = new byte[CompareRequest.MessageBytes];
        request.WriteTo(message);
        return message;
    }

    private static SectorRange Range(ulong start, ulong length) => new(new Sectors(start), new Sectors(length));

    private static uint[] Words(byte[] message, int offset, int count)
    {
        uint[] words = new uint[count];
        for (int index = 0; index < count; index++)
            words[index] = BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(offset + 4 * index));
        return words;
    }
}
