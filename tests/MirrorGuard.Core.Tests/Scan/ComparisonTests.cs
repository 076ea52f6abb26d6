using System;
using System.Buffers.Binary;
using System.Linq;
using FluentAssertions;
using MirrorGuard.Core.Scan;
using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

public sealed class ComparisonTests
{
    private const int Legs = 3;
    private const int Compared = 32;
    private const int Elapsed = 40;
    private const int LongestRead = 48;
    private const int Unreadable = 56;
    private const int Differences = 568;

    [Fact]
    public void An_answer_is_read_as_the_reader_wrote_it()
    {
        Comparison.TryParse(Message(), Legs, out Comparison? comparison).Should().BeTrue();

        comparison!.Id.Should().Be(7);
        (comparison.Outcome, comparison.Errno, comparison.FailedLeg).Should().Be((CompareOutcome.Done, 0, -1));
        comparison.Compared.Should().Be(new Sectors(2048));
        (comparison.Elapsed, comparison.LongestRead).Should().Be((TimeSpan.FromMilliseconds(12), TimeSpan.FromMilliseconds(3)));
        comparison.Unreadable.Should().Equal(new UnreadablePlace(2, Range(4096, 1024), 5), new UnreadablePlace(1, Range(5120, 1024), 121));
        comparison.Differences.Select(difference => difference.Range).Should().Equal(Range(4096, 1), Range(4097, 3));
        comparison.Differences[0].Digests.Should().Equal(11, 12, 0);
        comparison.Differences[1].Digests.Should().Equal(13, 14, 13);
    }

    [Fact]
    public void A_request_that_was_malformed_has_an_answer()
    {
        byte[] message = new byte[Comparison.MessageBytes];
        "MGD1"u8.CopyTo(message);
        Put(message, 8, 2);
        Put(message, 12, 71);
        Put(message, 16, -1);

        Comparison.TryParse(message, Legs, out Comparison? comparison).Should().BeTrue();

        (comparison!.Outcome, comparison.Errno, comparison.FailedLeg).Should().Be((CompareOutcome.Failed, 71, -1));
    }

    [Theory]
    [InlineData(0, 0, "another format")]
    [InlineData(8, 3, "an outcome that only the DSO knows")]
    [InlineData(16, -2, "a failed leg before the first")]
    [InlineData(16, Legs, "a failed leg that there is not")]
    [InlineData(20, 33, "more unreadable places than there is room for")]
    [InlineData(20, -1, "absurdly many unreadable places")]
    [InlineData(24, 257, "more differences than there is room for")]
    [InlineData(24, -1, "absurdly many differences")]
    [InlineData(24, 3, "a difference of no length")]
    [InlineData(Compared, 513, "half a sector compared")]
    [InlineData(Compared + 4, 1, "more compared than anybody asks for")]
    [InlineData(Elapsed + 4, int.MinValue, "a negative time")]
    [InlineData(Elapsed + 4, int.MaxValue, "a time that no clock measures")]
    [InlineData(LongestRead + 4, int.MinValue, "a negative time for one read")]
    [InlineData(LongestRead + 4, int.MaxValue, "a time for one read that no clock measures")]
    [InlineData(Unreadable + 8, 0, "an unreadable place of no length")]
    [InlineData(Unreadable + 12, (5 << 16) | Legs, "an unreadable leg that there is not")]
    [InlineData(Differences + 12, 1, "a difference of absurd length")]
    public void What_no_reader_writes_is_refused(int offset, int value, string what)
    {
        byte[] message = Message();
        Put(message, offset, value);

        Comparison.TryParse(message, Legs, out Comparison? comparison).Should().BeFalse(what);
        comparison.Should().BeNull();
    }

    [Fact]
    public void A_message_of_another_length_is_refused()
    {
        byte[] message = Message();

        Comparison.TryParse(message.AsSpan(1), Legs, out _).Should().BeFalse();
        Comparison.TryParse([.. message, 0], Legs, out _).Should().BeFalse();
        Comparison.TryParse(default, Legs, out _).Should().BeFalse();
    }

    [Fact]
    public void No_mutation_of_an_answer_does_more_than_change_what_it_says()
    {
        var random = new Random(20090112);

        for (int round = 0; round < 20_000; round++)
        {
            byte[] message = Message();
            message[random.Next(Differences + 2 * 88)] = (byte)random.Next(256);
            if (!Comparison.TryParse(message, Legs, out Comparison? comparison))
                continue;
            comparison!.Differences.All(difference => difference.Digests.Length == Legs && difference.Range.End > difference.Range.Start).Should().BeTrue();
            comparison.Unreadable.All(place => place.Leg is >= 0 and < Legs && place.Range.End > place.Range.Start).Should().BeTrue();
        }
    }

    private static SectorRange Range(ulong start, ulong length) => new(new Sectors(start), new Sectors(length));

    /// <summary>One mebibyte from 2 MiB on; two places of each list.</summary>
    private static byte[] Message()
    {
        byte[] message = new byte[23096];
        "MGD1"u8.CopyTo(message);
        Put(message, 4, 7);
        Put(message, 16, -1);
        Put(message, 20, 2);
        Put(message, 24, 2);
        Put(message, Compared, 1024 * 1024);
        Put(message, Elapsed, 12_000);
        Put(message, LongestRead, 3_000);
        PutUnreadable(message, Unreadable, 4096 * 512, 2, 5);
        PutUnreadable(message, Unreadable + 16, 5120 * 512, 1, 121);
        PutDifference(message, Differences, 4096 * 512, 512, 11, 12, 0);
        PutDifference(message, Differences + 88, 4097 * 512, 3 * 512, 13, 14, 13);
        return message;
    }

    private static void PutUnreadable(byte[] message, int at, int offset, int leg, int errno)
    {
        Put(message, at, offset);
        Put(message, at + 8, 1024 * 512);
        Put(message, at + 12, (errno << 16) | leg);
    }

    private static void PutDifference(byte[] message, int at, int offset, int length, params int[] digests)
    {
        Put(message, at, offset);
        Put(message, at + 8, length);
        for (int leg = 0; leg < digests.Length; leg++)
            Put(message, at + 16 + 8 * leg, digests[leg]);
    }

    private static void Put(byte[] message, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(offset), value);
}
