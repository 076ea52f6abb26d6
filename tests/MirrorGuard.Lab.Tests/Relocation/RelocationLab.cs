using System;
using System.Globalization;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Tests.Relocation;

/// <summary>A volume of 64 MiB on two legs, full of what is nowhere else, with our library.</summary>
internal static class RelocationLab
{
    /// <summary>Boots; <c>$sum</c> of every later step is the checksum of the volume.</summary>
    /// <param name="image">The release.</param>
    /// <param name="arguments">For <c>lvcreate</c>; without any the log is on a disk.</param>
    /// <param name="disks">In memory, without a write cache; <c>loop_disks</c> have one.</param>
    internal static MirrorLab Start(string image, string arguments = "", string disks = "ram_disks 5 80")
    {
        MirrorLab lab = Cases.Start(image, "mirrorguard", disks);
        try
        {
            lab.Do($"""
                make_mirror vg/lv 64 {arguments}
                volume_fill vg/lv
                volume_sum vg/lv >"$LAB/sum"
                """);
            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    /// <summary>Every leg can be read from end to end and holds what the volume held.</summary>
    internal static void AllLegsAreWhole(MirrorLab lab) => lab.Do("""
        sum=$(<"$LAB/sum")
        [[ $(leg_sum vg/lv 0) == "$sum" ]] || fail "leg 0 is another"
        [[ $(leg_sum vg/lv 1) == "$sum" ]] || fail "leg 1 is another"
        [[ $(volume_sum vg/lv) == "$sum" ]] || fail "the volume is another"
        in_sync vg/lv
        """);

    /// <summary>Waits until a line of ours says so, and answers how long that took.</summary>
    internal static TimeSpan Take(MirrorLab lab, string before, string until)
    {
        string microseconds = lab.Ask($"""
            begin=$(now_us)
            {before}
            {until}
            printf '%s' $(($(now_us) - begin))
            """);
        return TimeSpan.FromMicroseconds(double.Parse(microseconds, CultureInfo.InvariantCulture));
    }
}
