using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Control;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Reports;
using MirrorGuard.Engine.Tests.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests.Reports;

public sealed partial class ReportDeskTests
{
    private const string Program = "/usr/local/sbin/tell";

    private readonly SimulatedReportWorld _world = new();
    private readonly SimulatedDeviceMapper _kernel = new();
    private readonly ManualClock _clock = new();
    private readonly TellingLog _log = new();
    private readonly ReportDesk _desk;
    private readonly Supervision _supervision;
    private readonly EnginePorts _ports;

    public ReportDeskTests()
    {
        var settings = new FixedSettings(new FaultSettings { LegGrace = TimeSpan.Zero, WriteHold = TimeSpan.Zero })
        {
            Reports = new ReportSettings { Program = Program, Metrics = "/var/lib/node_exporter/mirrorguard.prom" },
        };
        _ports = new EnginePorts(_kernel, new NoHelpers(), new SimulatedLvm(), new MemoryStore(), settings, _log, _clock);
        _desk = new ReportDesk(_ports, _world.Ports, () => []);
        _log.Hears = _desk.Note;
        _supervision = new Supervision(_clock) { Reports = _desk };
    }

    [Fact]
    public void The_program_the_journal_and_the_history_are_told_what_happened()
    {
        _log.Write(new Occurrence(EventKind.LegReleased, Severity.Warning, "vg/lv", "writes go on without the leg.") { Status = "2 254:1 254:2 31/32 1 AD 1 core" });

        RunFor(TimeSpan.FromSeconds(1));

        _world.Told.Should().Equal("leg-released vg/lv");
        _world.Started[0].Path.Should().Be(Program);
        _world.Variable(0, "MIRRORGUARD_MESSAGE").Should().Be("vg/lv: writes go on without the leg.");
        _world.Variable(0, "MIRRORGUARD_SEVERITY").Should().Be("warning");
        _world.Variable(0, "MIRRORGUARD_TIME").Should().Be("2026-11-23T12:00:00.000+00:00");
        _world.Variable(0, "MIRRORGUARD_NEEDS_PERSON").Should().Be("0");
        _world.Variable(0, "MIRRORGUARD_STATUS").Should().Be("2 254:1 254:2 31/32 1 AD 1 core");
        _world.Journal.Should().ContainSingle().Which.Should().Contain(new ReportField("PRIORITY", "4")).And.Contain(new ReportField("MIRRORGUARD_EVENT", "leg-released"));
        _world.Entries.Should().ContainSingle().Which.Text.Should().Be("writes go on without the leg.");
        _log.Lines.Should().Equal("Warning vg/lv: writes go on without the leg.");
    }

    [Fact]
    public void What_is_only_noted_is_kept_and_told_to_nobody()
    {
        _log.Write(new Occurrence(EventKind.Noted, Severity.Information, "vg/lv", "monitoring for mirror faults"));

        RunFor(TimeSpan.FromSeconds(1));

        _world.Started.Should().BeEmpty();
        _world.Journal.Should().BeEmpty();
        _world.Entries.Should().ContainSingle().Which.Event.Should().Be("note");
    }

    /// <summary>A cable that comes loose a hundred times within an hour, and once needs a person.</summary>
    [Fact]
    public void A_hundred_faults_are_five_messages_and_none_is_missing_in_their_counts()
    {
        for (var fault = 0; fault < 100; fault++)
        {
            Happens(EventKind.LegReleased, "writes go on without the leg.");
            RunFor(TimeSpan.FromSeconds(5));
            Happens(EventKind.LegReturned, "the leg is in sync again.");
            RunFor(TimeSpan.FromSeconds(25));
        }
        Happens(EventKind.NeedsPerson, "NEEDS A PERSON.");
        RunFor(TimeSpan.FromHours(2));

        _world.Told.Should().Equal(
            "leg-released vg/lv", "leg-returned vg/lv", "leg-released vg/lv", "leg-returned vg/lv", "needs-person vg/lv");
        Enumerable.Range(0, 5).Select(index => _world.Variable(index, "MIRRORGUARD_COUNT")).Should().Equal("1", "1", "99", "99", "1");
        _world.Variable(2, "MIRRORGUARD_MESSAGE").Should().EndWith("(99 times since the last message.)");
        _world.Entries.Should().HaveCount(201);
    }

    [Fact]
    public void The_last_message_of_a_leg_that_is_out_says_that_it_is_out()
    {
        Happens(EventKind.LegReleased, "out");
        RunFor(TimeSpan.FromMinutes(5));
        Happens(EventKind.LegReturned, "back");
        RunFor(TimeSpan.FromMinutes(5));
        Happens(EventKind.LegReleased, "out");
        RunFor(TimeSpan.FromMinutes(5));
        Happens(EventKind.LegReturned, "back");
        RunFor(TimeSpan.FromMinutes(5));
        Happens(EventKind.LegReleased, "out");
        RunFor(TimeSpan.FromHours(2));

        _world.Told.Should().Equal("leg-released vg/lv", "leg-returned vg/lv", "leg-returned vg/lv", "leg-released vg/lv");
    }

    /// <summary>It was awaited, and it was put back after LVM had taken it out.</summary>
    [Fact]
    public void A_leg_that_comes_back_in_another_way_is_no_news_and_another_need_of_a_person_is()
    {
        foreach (var need in new[] { "hangs", "refused", "hangs" })
            _log.Write(new Occurrence(EventKind.NeedsPerson, Severity.Error, "vg/a", need) { Cause = need });
        foreach (var way in new[] { "Recovered", "PutBack" })
            _log.Write(new Occurrence(EventKind.LegReturned, Severity.Notice, "vg/b", way) { Cause = way });
        RunFor(TimeSpan.FromMinutes(5));

        Messages().Should().Equal("vg/a: hangs", "vg/a: refused", "vg/b: Recovered");
        RunFor(TimeSpan.FromHours(2));
        Messages().Skip(3).Should().Equal("vg/a: hangs", "vg/b: PutBack");
    }

    [Fact]
    public void A_hundred_volumes_that_lose_their_leg_together_are_a_hundred_messages_one_after_the_other()
    {
        _world.End = null;
        for (var volume = 0; volume < 60; volume++)
            _log.Write(new Occurrence(EventKind.LegReleased, Severity.Warning, $"vg/lv{volume}", "writes go on without the leg."));

        for (var volume = 0; volume < 60; volume++)
        {
            RunFor(TimeSpan.FromSeconds(1));
            _world.Started.Should().HaveCount(volume + 1, "one runs at a time");
            _world.Started[^1].Child.End = new ChildEnd(true, "", "");
        }
        RunFor(TimeSpan.FromSeconds(1));

        _world.Told.Should().OnlyHaveUniqueItems();
        Standing().Should().Contain("\"sent\":60").And.Contain("\"failed\":0").And.Contain("\"lastFault\":null");
    }

    [Fact]
    public void A_person_can_have_a_test_sent_each_time()
    {
        for (var test = 0; test < 3; test++)
            _desk.Answer(ControlCommand.ReportTest);
        RunFor(TimeSpan.FromSeconds(1));

        _world.Told.Should().Equal("test ", "test ", "test ");
    }

    [Fact]
    public void A_volume_that_stays_degraded_is_named_once_a_day_until_it_is_whole()
    {
        var device = Monitored();
        _kernel.Set(device.Identity, DeviceFixture.SecondaryDead);
        RunFor(TimeSpan.FromDays(2.5));
        _kernel.Set(device.Identity, DeviceFixture.InSync);
        RunFor(TimeSpan.FromDays(2));

        _world.Entries.Where(entry => entry.Event == "still-degraded").Should().HaveCount(2);
        _world.Entries.Last(entry => entry.Event == "still-degraded").Text.Should()
            .Be("still degraded, for 2 days: 1 of 2 legs are good, and 31/32 regions are in sync. It is looked after: 'mirrorguard history vg/lv' tells what happened.");
    }

    [Fact]
    public void A_registration_that_is_renewed_is_no_gap_in_the_metrics_and_no_end_of_being_degraded()
    {
        var device = Monitored(DeviceFixture.SecondaryDead);
        RunFor(TimeSpan.FromHours(20));

        device.Retire();
        RunFor(TimeSpan.FromSeconds(3));
        _world.Metrics.Should().Contain("volume=\"vg/lv\"");
        Monitored(DeviceFixture.SecondaryDead);
        RunFor(TimeSpan.FromSeconds(3));
        _world.Metrics.Should().Contain("volume=\"vg/lv\"");
        RunFor(TimeSpan.FromHours(5));

        _world.Entries.Should().ContainSingle(entry => entry.Event == "still-degraded");
    }

    [Fact]
    public void Metrics_tell_how_a_volume_stands_and_no_more_of_it_when_it_is_gone()
    {
        var device = Monitored();
        RunFor(TimeSpan.FromSeconds(20));
        _world.Metrics.Should().Contain("mirrorguard_state{volume=\"vg/lv\",state=\"active\"} 1");

        device.Retire();
        RunFor(TimeSpan.FromSeconds(20));

        _world.Metrics.Should().Contain("mirrorguard_volumes 0").And.NotContain("vg/lv\",state");
    }

    [Fact]
    public void A_history_that_waits_for_its_disk_keeps_nobody_and_says_what_it_lost()
    {
        for (var line = 0; line < 2000; line++)
            Happens(EventKind.Noted, "again");
        RunFor(TimeSpan.FromSeconds(1));

        _world.Entries.Should().HaveCount(1025);
        _world.Entries[^1].Text.Should().Be("976 lines of the history were lost while a disk kept it waiting; the log has them.");
    }

    private MonitoredDevice Monitored(string status = DeviceFixture.InSync)
    {
        var identity = new DeviceIdentity("vg-lv", "LVM-1");
        _kernel.Set(identity, status);
        var device = new MonitoredDevice(1, identity, new VolumeName("vg", "lv"), _ports, _supervision);
        device.Register(new DeviceStatus());
        return device;
    }

    private void Happens(EventKind kind, string sentence) => _log.Write(new Occurrence(kind, Severity.Warning, "vg/lv", sentence));

    private IEnumerable<string> Messages() => Enumerable.Range(0, _world.Started.Count).Select(index => _world.Variable(index, "MIRRORGUARD_MESSAGE"));

    private string Standing() => Encoding.UTF8.GetString(_desk.Answer(ControlCommand.ReportStatus));

    private void RunFor(TimeSpan time)
    {
        var step = time > TimeSpan.FromHours(3) ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(500);
        for (var passed = TimeSpan.Zero; passed <= time; passed += step)
        {
            _desk.Attend();
            _clock.Advance(step);
        }
    }

    private sealed class TellingLog : IEventLog
    {
        internal List<string> Lines { get; } = [];

        internal Action<Occurrence>? Hears { get; set; }

        public void Write(Severity severity, string line) => Lines.Add($"{severity} {line}");

        public void Write(Occurrence occurrence)
        {
            Write(occurrence.Severity, occurrence.Line);
            Hears!(occurrence);
        }
    }
}
