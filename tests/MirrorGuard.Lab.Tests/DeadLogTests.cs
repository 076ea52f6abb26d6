using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary>The disk of the log dies under a mirror that is being written to.</summary>
[Trait("Needs", "root")]
public sealed class DeadLogTests
{
    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_dead_log_is_replaced_and_no_write_fails(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("make_mirror vg/lv 16");
        string dead = lab.Ask("disk_of vg/lv_mlog");

        lab.Do($$"""
            writer_start vg-lv
            disk_kill {{dead}}
            log_replaced() { [[ $(disk_of vg/lv_mlog) != {{dead}} ]] && in_sync vg/lv; }
            wait_for 30 log_replaced
            writes_proceed
            """);

        HeldWrites.NoneFailedOrWasHeldLong(lab);
        lab.Ask("monitoring vg/lv").Should().Be("monitored");
    }
}
