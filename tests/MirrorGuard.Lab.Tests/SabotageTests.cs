using System.IO;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary>Bugs on purpose, in the real daemon: it lives, and the stock DSO does what it always did.</summary>
[Trait("Needs", "root")]
public sealed class SabotageTests
{
    /// <summary>Where managed code fails, and how (src/MirrorGuard.Plugin/Sabotage.cs).</summary>
    private static readonly string[] Bugs =
    [
        "start:abort", "start:exception", "register:exception", "process_event:exception", "process_event:null", "work:null",
    ];

    public static TheoryData<string, string> BugsOnEachImage
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var image in GuestImage.All)
                Bugs.ToList().ForEach(bug => cases.Add(image.Name, bug));
            return cases;
        }
    }

    [Theory, MemberData(nameof(BugsOnEachImage))]
    public void A_bug_leaves_dmeventd_alive_and_the_volume_to_the_stock_DSO(string image, string bug)
    {
        var library = MirrorLibrary.From("sabotaged", Path.Combine(Repository.Root, "artifacts", "dso-sabotage"));
        using MirrorLab lab = MirrorLab.Start(
            GuestImage.Find(image)!, library, $"mirrorguard_repairs_at_once; export MIRRORGUARD_SABOTAGE={bug}; ram_disks 5");
        string before = lab.Ask("make_mirror vg/lv 16 >&2; cat /run/dmeventd.pid");

        lab.Do("""
            monitored vg/lv
            writer_start vg-lv
            disk_kill "$(disk_of vg/lv_mimage_1)"
            wait_for 30 is_linear vg-lv
            writes_proceed
            """);

        lab.Ask("dmeventd_runs; cat /run/dmeventd.pid").Should().Be(before);
        lab.Guest.WaitForDmeventd("LVM's own mirror DSO looks after vg-lv from now on");
        lab.Guest.WaitForDmeventd("Device failure in vg-lv.");
    }
}
