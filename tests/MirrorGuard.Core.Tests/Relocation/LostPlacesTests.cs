using FluentAssertions;

using MirrorGuard.Core.Relocation;

using Xunit;

namespace MirrorGuard.Core.Tests.Relocation;

public sealed class LostPlacesTests
{
    [Fact]
    public void Adjacent_places_are_one()
    {
        var places = default(LostPlaces).With(Place(0)).With(Place(1)).With(Place(3));

        places.Ranges.ToArray().Should().Equal(new SectorRange(default, new Sectors(2)), Place(3));
        places.Total.Should().Be(new Sectors(3));
        places.IsCut.Should().BeFalse();
    }

    [Fact]
    public void Beyond_the_limit_places_are_counted_but_not_kept()
    {
        var places = default(LostPlaces);
        for (var place = 0UL; place <= LostPlaces.MaxRanges; place++)
            places = places.With(Place(2 * place));

        places.Ranges.Length.Should().Be(LostPlaces.MaxRanges);
        places.Total.Should().Be(new Sectors(LostPlaces.MaxRanges + 1));
        places.IsCut.Should().BeTrue();
    }

    [Fact]
    public void They_are_compared_by_what_they_hold()
    {
        var places = default(LostPlaces).With(Place(0)).With(Place(2));

        places.Should().Be(default(LostPlaces).With(Place(0)).With(Place(2)));
        places.GetHashCode().Should().Be(default(LostPlaces).With(Place(0)).With(Place(2)).GetHashCode());
        places.Should().NotBe(default(LostPlaces).With(Place(0)).With(Place(4)));
        default(LostPlaces).Ranges.IsEmpty.Should().BeTrue();
    }

    private static SectorRange Place(ulong sector) => new(new Sectors(sector), new Sectors(1));
}
