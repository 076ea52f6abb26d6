using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;
using Xunit;

namespace MirrorGuard.Engine.Tests;

/// <summary>One disk, many volumes: how often did it fail?</summary>
public sealed class DiskFailuresTests
{
    private static readonly FaultSettings Settings = new();
    private static readonly Instant Now = new(5000);

    private readonly DiskFailures _failures = new();
    private readonly PvUuid _disk = Uuid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

    [Fact]
    public void A_disk_that_goes_away_once_fails_once_however_many_volumes_see_it()
    {
        for (var number = 0; number < 8; number++)
            _failures.Note(_disk, new VolumeName("vg", $"lv{number}"), Settings, Now);

        _failures.Count(_disk, Now).Should().Be(1);
    }

    [Fact]
    public void It_failed_as_often_as_the_volume_that_saw_most()
    {
        _failures.Note(_disk, new VolumeName("vg", "idle"), Settings, Now);
        for (var time = 0; time < 3; time++)
            _failures.Note(_disk, new VolumeName("vg", "busy"), Settings, Now);

        _failures.Count(_disk, Now).Should().Be(3);
        _failures.Count(_disk, Now + Settings.SyncWindow).Should().Be(0, "that is long ago");
    }

    [Fact]
    public void Another_disk_did_not_fail()
    {
        _failures.Note(_disk, new VolumeName("vg", "lv"), Settings, Now);

        _failures.Count(Uuid("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"), Now).Should().Be(0);
    }

    private static PvUuid Uuid(string text)
    {
        PvUuid.TryParse(Encoding.ASCII.GetBytes(text), out var uuid).Should().BeTrue();
        return uuid;
    }
}
