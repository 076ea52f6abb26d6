using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Reports;
using MirrorGuard.Engine.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests.Reports;

/// <content>The program that is told, when it hangs or fails.</content>
public sealed partial class ReportDeskTests
{
    [Fact]
    public void A_program_that_does_not_end_is_cut_off_and_the_next_one_told()
    {
        _world.End = null;
        Happens(EventKind.LegReleased, "out.");
        Happens(EventKind.LegReturned, "back.");

        RunFor(TimeSpan.FromSeconds(62));
        _world.Started[0].Child.WasKilled.Should().BeTrue();
        _world.Started.Should().HaveCount(1, "what is cut off may still hold what the next one needs");
        _world.Started[0].Child.End = new ChildEnd(false, "", "");
        RunFor(TimeSpan.FromSeconds(1));

        _world.Told.Should().Equal("leg-released vg/lv", "leg-returned vg/lv");
        _log.Lines.Should().Contain($"Warning the report program {Program} was not told of leg-released of vg/lv: it took more than 60 s, and was cut off.");
    }

    [Fact]
    public void A_program_that_hangs_in_the_kernel_keeps_the_next_one_waiting_for_some_seconds_only()
    {
        _world.End = null;
        Happens(EventKind.LegReleased, "out.");
        Happens(EventKind.LegReturned, "back.");
        RunFor(TimeSpan.FromSeconds(70));
        _world.Told.Should().Equal("leg-released vg/lv", "leg-returned vg/lv");

        for (var more = 0; more < 20; more++)
            _log.Write(new Occurrence(EventKind.LegReleased, Severity.Warning, $"vg/other{more}", "out."));
        RunFor(TimeSpan.FromMinutes(30));
        _world.Started.Should().HaveCount(16);
        _log.Lines.Should().Contain(line => line.EndsWith("so many of its runs hang that none is started any more.", StringComparison.Ordinal));

        foreach (var (_, _, _, child) in _world.Started)
            child.End = new ChildEnd(false, "", "");
        Happens(EventKind.Mismatch, "legs differ.");
        RunFor(TimeSpan.FromSeconds(1));
        _world.Told.Last().Should().Be("mismatch vg/lv");
    }

    [Fact]
    public void A_program_that_fills_the_memory_is_cut_off()
    {
        _world.End = null;
        Happens(EventKind.LegReleased, "out.");
        RunFor(TimeSpan.FromSeconds(1));
        _world.Started[0].Child.Said = 2 * 1024 * 1024;
        RunFor(TimeSpan.FromSeconds(1));

        _world.Started[0].Child.WasKilled.Should().BeTrue();
        _world.Started[0].Child.End = new ChildEnd(false, "", "");
        RunFor(TimeSpan.FromSeconds(1));
        _log.Lines.Should().Contain(line => line.EndsWith(": it wrote more than 1 MiB to its output, and was cut off.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_that_fails_or_is_not_there_is_said_in_the_log()
    {
        _world.End = new ChildEnd(false, "", "no route to host");
        Happens(EventKind.Mismatch, "legs differ.");
        RunFor(TimeSpan.FromSeconds(1));
        _world.IsBroken = true;
        Happens(EventKind.NeedsPerson, "NEEDS A PERSON.");
        RunFor(TimeSpan.FromSeconds(1));

        _log.Lines.Should().Contain(line => line.Contains("was not told of mismatch of vg/lv: it failed: no route to host.", StringComparison.Ordinal));
        _log.Lines.Should().Contain(line => line.Contains("was not told of needs-person of vg/lv: it cannot be started", StringComparison.Ordinal));
        _log.Lines.Should().ContainSingle(line => line.Contains("the history cannot be kept", StringComparison.Ordinal), "it is said once");
        Standing().Should().Contain("\"sent\":0").And.Contain("\"failed\":2");
    }
}
