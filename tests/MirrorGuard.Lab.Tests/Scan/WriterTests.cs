using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;
using Xunit.Abstractions;

namespace MirrorGuard.Lab.Tests.Scan;

/// <summary>
/// Programs that write all the time, while one leg takes its writes later than the other: so a page that is changed in between reaches
/// the legs with different contents. What a scan finds of that is none of the disks' faults.
/// </summary>
[Trait("Needs", "root")]
public sealed class WriterTests(ITestOutputHelper output)
{
    private const string Fast = "bandwidth = 1048576\nsettle = 1";

    /// <summary>In MiB; the long run writes 20480, and on both kernels.</summary>
    private static readonly int Writes = int.Parse(Environment.GetEnvironmentVariable("MIRRORGUARD_SCAN_WRITES") ?? "1024", CultureInfo.InvariantCulture);

    /// <summary>No machine is as slow: 3 MiB in a second, and a minute.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60 + (Writes / 3.0));

    /// <summary>Of the two, 6.12 changes more pages on their way to swap.</summary>
    public static TheoryData<string> Images => Writes > 1024 ? Cases.Images : new TheoryData<string> { GuestImage.Debian13.Name };

    /// <summary>A difference that is one must be found all the same, or nothing would be proved.</summary>
    [Theory, MemberData(nameof(Images))]
    public void Direct_writers_changing_mappings_removed_files_and_swap_are_no_mismatches(string image)
    {
        using MirrorLab lab = Cases.StartScanning(image, Fast, "loop_disks 3 256");
        lab.Do("""
            for name in mapped direct; do make_mirror_on vg/$name 32 pd1 pd2 pd3; done
            for name in files swap; do make_mirror_on vg/$name 64 pd1 pd2 pd3; done
            make_mirror_on vg/still 4 pd1 pd2 pd3
            volume_fill vg/still
            leg_write vg/still 1 5000 8
            disk_writes_late pd2 10
            files_prepare vg/files
            swap_prepare vg/swap 24000

            load_start files mapped_files vg/files 16
            load_start mapped /lab/tools/page-writer mapped /dev/vg/mapped 32
            load_start direct /lab/tools/page-writer direct /dev/vg/direct 8
            load_start swapping swapping 56
            for name in files mapped direct swap still; do scan_start vg/$name; done
            """);

        var clock = Stopwatch.StartNew();
        int written;
        do
        {
            written = int.Parse(
                lab.Ask("""
                    scan_again vg/files vg/mapped vg/direct vg/swap vg/still
                    scan_settles
                    mebibytes_written vg/files vg/mapped vg/direct vg/swap
                    """),
                CultureInfo.InvariantCulture);
            clock.Elapsed.Should().BeLessThan(Limit, $"{written} MiB were written");
        }
        while (written < Writes);

        lab.Do("""
            for name in swapping direct mapped files; do load_stop $name; done
            sync
            swapoff /dev/vg/swap
            disk_heal pd2
            for name in files mapped direct swap; do
                [[ $(leg_sum vg/$name 0) == $(leg_sum vg/$name 1) ]] || fail "the legs of vg/$name differ"
            done
            """);
        lab.Do("for name in files mapped direct swap still; do scan_ends_within 50 vg/$name; done");
        output.WriteLine(
            $"{image}: {written} MiB written in {clock.Elapsed.TotalSeconds:0} s, {Said(lab, "the scan has read").Length} passes, "
            + $"{lab.Ask("settled_places")} places that differed and settled");
        Said(lab, "the scan found").Should().NotBeEmpty().And.OnlyContain(line => line.Contains("vg/still: the scan found 8 sectors at sector 5000"));
    }

    /// <summary>What was on its way when the file was cut is never written again; the kernel lets it be changed, unless asked not to.</summary>
    [Fact]
    public void A_file_that_is_cut_while_it_is_written_leaves_legs_different_only_without_stable_pages()
    {
        using MirrorLab lab = Cases.StartScanning("debian13", Fast, "loop_disks 3 80");
        const string CutFile = """
            cut_file() {
                dd if=/dev/zero of=/run/files/file bs=1M count=8 conv=fsync status=none
                disk_writes_late pd2 1000
                /lab/tools/page-writer cut /run/files/file 8
                disk_heal pd2
                sync
            }
            """;
        lab.Do($"""
            {CutFile}
            make_mirror_on vg/files 48 pd1 pd2 pd3
            files_prepare vg/files
            for attempt in 1 2 3; do
                cut_file
                legs_are_identical vg/files || fail "the legs differ"
            done
            """);

        lab.Do($"""
            {CutFile}
            wait_for 10 umount /run/files
            vgchange --activate n vg
            mirrorguard_scan '{Fast}
            stable_pages = 0'
            vgchange --activate y vg
            files_prepare vg/files
            cut_file
            ! legs_are_identical vg/files || fail "the legs are the same"
            scan_start vg/files
            """);
        lab.Guest.WaitForDmeventd("the scan found");
    }

    private static string[] Said(MirrorLab lab, string what) =>
        [.. lab.Guest.DmeventdLog.Split('\n').Where(line => line.Contains(what, StringComparison.Ordinal))];
}
