using System;
using System.Linq;
using FluentAssertions;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Status;

public sealed class ParseErrorTests
{
    [Fact]
    public void An_error_says_what_was_expected_and_where() =>
        new ParseError(2, Expectation.LegCount).ToString().Should().Be("expected a number of legs (1-9) at byte 2");

    [Fact]
    public void An_error_in_a_part_of_a_line_can_be_seen_from_the_whole_line() =>
        new ParseError(2, Expectation.LegCount).MovedBy(18).Should().Be(new ParseError(20, Expectation.LegCount));

    [Fact]
    public void Every_expectation_has_words_of_its_own()
    {
        string[] words = [.. Enum.GetValues<Expectation>().Select(ParseError.Words)];

        words.Should().OnlyHaveUniqueItems().And.NotContain("");
    }
}
