using FluentAssertions;

using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Engine.Tests;

public sealed class AgendaTests
{
    private readonly Agenda<string> _agenda = new();

    [Fact]
    public void An_empty_agenda_has_nothing()
    {
        _agenda.Next.Should().BeNull();
        _agenda.TakeDue(new Instant(long.MaxValue)).Should().BeNull();
    }

    [Fact]
    public void What_has_been_due_the_longest_comes_first_and_once()
    {
        _agenda.Put("late", new Instant(30));
        _agenda.Put("early", new Instant(10));
        _agenda.Put("later", new Instant(40));

        _agenda.Next.Should().Be(new Instant(10));
        _agenda.TakeDue(new Instant(9)).Should().BeNull();
        _agenda.TakeDue(new Instant(30)).Should().Be("early");
        _agenda.TakeDue(new Instant(30)).Should().Be("late");
        _agenda.TakeDue(new Instant(30)).Should().BeNull();
    }

    [Fact]
    public void An_item_has_one_place()
    {
        _agenda.Put("item", new Instant(10));
        _agenda.Put("item", new Instant(20));

        _agenda.TakeDue(new Instant(19)).Should().BeNull();
        _agenda.TakeDue(new Instant(20)).Should().Be("item");
        _agenda.Next.Should().BeNull();
    }
}
