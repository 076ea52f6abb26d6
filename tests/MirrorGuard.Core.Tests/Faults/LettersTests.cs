using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Faults;

using Xunit;

namespace MirrorGuard.Core.Tests.Faults;

public sealed class LettersTests
{
    [Theory]
    [InlineData("AA", "AA")]
    [InlineData("AA", "AU")]
    [InlineData("AU", "AR")]
    [InlineData("AR", "AS")]
    [InlineData("AS", "AD")]
    [InlineData("AD", "FD")]
    public void A_letter_only_rises_as_long_as_its_table_lives(string before, string after)
    {
        Of(after).FellSince(Of(before)).Should().BeFalse();
        Of(before).FellSince(Of(after)).Should().Be(before != after);
    }

    [Fact]
    public void A_rise_of_one_letter_does_not_hide_the_fall_of_another() =>
        Of("DA").FellSince(Of("AR")).Should().BeTrue();

    [Fact]
    public void A_log_counts_as_a_part() =>
        Of("AA", "3 disk 254:9 A").FellSince(Of("AA", "3 disk 254:9 D")).Should().BeTrue();

    [Fact]
    public void A_part_that_is_no_longer_there_has_fallen_if_it_had_a_letter() =>
        Of("AA").FellSince(Of("AAD")).Should().BeTrue();

    [Fact]
    public void Of_more_parts_than_fit_nothing_can_be_told()
    {
        var device = Lines.Device([.. Enumerable.Repeat("9 254:1 254:2 254:3 254:4 254:5 254:6 254:7 254:8 254:9 4/4 1 AAAAAAAAA 1 core", 5)]);
        var letters = Diagnosis.Of(device, default).Letters;

        letters.FellSince(letters).Should().BeTrue();
    }

    private static Letters Of(string letters, string log = "1 core") =>
        Diagnosis.Of(Lines.Device(Lines.Mirror(letters, "32/32", log)), default).Letters;
}
