using System;
using System.Buffers.Binary;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Steps;
using Xunit;

namespace MirrorGuard.Core.Tests.Steps;

public sealed class StepReplyTests
{
    private const string Uuid = "Ab3xyz12345678abcdefghijklmnop!#";

    [Fact]
    public void A_reply_is_read_as_the_helper_wrote_it()
    {
        StepReply.TryParse(Message(), out var reply).Should().BeTrue();

        reply.Should().Be(new StepReply(7, StepOutcome.Refused, 2, 116, 1234, new DiskIdentity(4096, Parse(Uuid)), ulong.MaxValue));
        reply.Disk.Uuid.ToString().Should().Be("Ab3xyz-1234-5678-abcd-efgh-ijkl-mnop!#");
    }

    [Fact]
    public void A_reply_without_a_disk_has_none()
    {
        byte[] message = Message();
        message.AsSpan(32).Clear();

        StepReply.TryParse(message, out var reply).Should().BeTrue();

        reply.Disk.Should().Be(default(DiskIdentity));
        reply.Disk.Uuid.IsNone.Should().BeTrue();
        reply.Disk.Uuid.ToString().Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, 0, "another format")]
    [InlineData(8, 3, "an outcome that only the DSO knows")]
    [InlineData(12, 64, "a step beyond the last possible one")]
    [InlineData(12, -2, "a step before the first")]
    [InlineData(28, int.MinValue, "a negative time")]
    [InlineData(40, 0, "half a UUID")]
    public void What_no_helper_writes_is_refused(int offset, int value, string what)
    {
        byte[] message = Message();
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(offset), value);

        StepReply.TryParse(message, out _).Should().BeFalse(what);
    }

    [Fact]
    public void A_message_of_another_length_is_refused()
    {
        byte[] message = Message();

        StepReply.TryParse(message.AsSpan(1), out _).Should().BeFalse();
        StepReply.TryParse([.. message, 0], out _).Should().BeFalse();
        StepReply.TryParse(default, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ab3xyz12345678abcdefghijklmnop!")]
    [InlineData("Ab3xyz-12345678abcdefghijklmnop!")]
    public void What_LVM_gives_no_physical_volume_is_no_UUID(string text) =>
        PvUuid.TryParse(Encoding.ASCII.GetBytes(text), out _).Should().BeFalse();

    private static PvUuid Parse(string text)
    {
        PvUuid.TryParse(Encoding.ASCII.GetBytes(text), out var uuid).Should().BeTrue();
        return uuid;
    }

    private static byte[] Message()
    {
        byte[] message = new byte[80];
        "MGR1"u8.CopyTo(message);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), 7);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), 2);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(16), 116);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(24), 1234);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(32), 4096);
        Encoding.ASCII.GetBytes(Uuid).CopyTo(message, 40);
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(72), ulong.MaxValue);
        return message;
    }
}
