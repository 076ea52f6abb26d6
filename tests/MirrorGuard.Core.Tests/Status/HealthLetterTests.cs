using System;
using System.Linq;
using FluentAssertions;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Status;

public sealed class HealthLetterTests
{
    [Fact]
    public void Every_health_has_a_letter_that_reads_as_the_same_health()
    {
        foreach (Health health in Enum.GetValues<Health>())
        {
            HealthLetter.TryParse((byte)HealthLetter.Of(health), out Health read).Should().BeTrue();
            read.Should().Be(health);
        }
    }

    [Fact]
    public void Six_bytes_are_letters_and_no_other() =>
        Enumerable.Range(0, 256).Where(letter => HealthLetter.TryParse((byte)letter, out _)).Select(letter => (char)letter)
            .Should().Equal('A', 'D', 'F', 'R', 'S', 'U');
}
