using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Relocation;

using Xunit;

namespace MirrorGuard.Core.Tests.Relocation;

public sealed class ChunkOrderTests
{
    [Fact]
    public void Without_a_hint_the_leg_is_read_from_its_start() =>
        Starts(new ChunkOrder(new Sectors(3 * 2048), hint: null)).Should().Equal(0, 2048, 4096);

    [Fact]
    public void The_chunk_of_the_hint_comes_first_and_once() =>
        Starts(new ChunkOrder(new Sectors(4 * 2048), new Sectors(4096 + 100))).Should().Equal(4096, 0, 2048, 6144);

    [Fact]
    public void A_hint_behind_the_end_is_no_hint() =>
        Starts(new ChunkOrder(new Sectors(2 * 2048), new Sectors(2 * 2048))).Should().Equal(0, 2048);

    [Fact]
    public void A_part_of_a_leg_is_read_from_its_start_to_its_end_and_no_further()
    {
        var order = new ChunkOrder(new SectorRange(new Sectors(3000), new Sectors(2048 + 5)));

        Starts(order).Should().Equal(3000, 5048);
        order[1].End.Should().Be(new Sectors(5053));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData((5 * 2048) + 7)]
    public void Wherever_the_hint_is_the_chunks_are_the_leg(ulong length)
    {
        for (var hint = 0UL; hint <= length + 1; hint += 509)
        {
            var order = new ChunkOrder(new Sectors(length), new Sectors(hint));
            var chunks = Enumerable.Range(0, (int)order.Count).Select(turn => order[(ulong)turn]).OrderBy(chunk => chunk.Start.Count).ToArray();

            chunks.Aggregate((left, right) => left.FollowedBy(right)).Should().Be(new SectorRange(default, new Sectors(length)));
            chunks.Should().OnlyContain(chunk => !chunk.IsEmpty && chunk.Length <= ChunkOrder.ChunkLength);
        }
    }

    private static ulong[] Starts(ChunkOrder order) =>
        [.. Enumerable.Range(0, (int)order.Count).Select(turn => order[(ulong)turn].Start.Count)];
}
