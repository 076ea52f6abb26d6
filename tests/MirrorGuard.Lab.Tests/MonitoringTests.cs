using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary>How LVM and dmeventd find the library, keep it, and let it go.</summary>
[Trait("Needs", "root")]
public sealed class MonitoringTests
{
    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_new_mirror_registers_the_library_by_itself(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);

        string said = lab.Do("make_mirror vg/lv 16 2>&1");

        said.Should().NotContain("deprecated");
        lab.Ask("monitoring vg/lv").Should().Be("monitored");
        lab.Ask("dmeventd_libraries").Should().Be(lab.Ask($"realpath {lab.Library.PathInGuest}"));
    }

    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void Monitoring_can_be_switched_off_and_on_ten_times(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        string before = lab.Ask("make_mirror vg/lv 16 >&2; cat /run/dmeventd.pid");

        // The only user of the library goes, so dmeventd closes it, and opens it anew.
        lab.Do("""
            for round in {1..10}; do
                lvchange --monitor n vg/lv
                [[ $(monitoring vg/lv) == "not monitored" ]] || fail "round $round: still monitored"
                dmeventd_settles
                lvchange --monitor y vg/lv
                [[ $(monitoring vg/lv) == monitored ]] || fail "round $round: not monitored"
            done
            """);

        lab.Ask("cat /run/dmeventd.pid").Should().Be(before);
        lab.Do("dmeventd_runs; wait_for 10 in_sync vg/lv");
    }

    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_restarted_dmeventd_keeps_every_registration_and_handles_a_fault(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("make_mirror vg/one 16; make_mirror vg/two 16");

        lab.Do("dmeventd_restart -d");

        lab.Do("wait_for 10 monitored vg/one; wait_for 10 monitored vg/two");
        lab.Do("""
            writer_start vg-two
            disk_kill "$(disk_of vg/two_mimage_1)"
            wait_for 20 is_linear vg-two
            writes_proceed
            """);
    }
}
