using System.Collections.Generic;

namespace MirrorGuard.Lab.Compare;

/// <summary>What is compared, in the order of the table.</summary>
internal static class Scenarios
{
    /// <summary>Three disks: two legs and a log. There is no spare one.</summary>
    private const string NoSpare = "ram_disks 3 128";

    private const string Primary = "lv_mimage_0";
    private const string Secondary = "lv_mimage_1";

    private const string MirrorWithWriter = """
        make_mirror vg/lv 96
        writer_start vg-lv
        wait_for 10 writes_complete 50

        """;

    /// <summary>Long enough for LVM's second and third suspend, which hold writes too.</summary>
    private const string WritesGoOn = """
        writes_proceed
        until_ms 4000
        writes_proceed
        measured_writer

        """;

    internal static IReadOnlyList<Scenario> All { get; } =
    [
        new("a", "secondary dies, one volume", NoSpare, MirrorWithWriter + """
            disk=$(disk_of vg/lv_mimage_1)
            disk_kill "$disk"

            """ + WritesGoOn + """
            measured_leg vg/lv "$disk"
            """),

        new("b", "secondary dies, eight volumes on it", NoSpare, """
            # So full that no leg is put beside the logs.
            lvcreate --yes --extents 20 --name fill vg /dev/mapper/pd3
            for number in {1..8}; do
                make_mirror_on vg/lv$number 8 pd1 pd2 pd3
                [[ $(disk_of vg/lv${number}_mimage_1) == pd2 ]] || fail "a leg is not where it should be"
            done
            writers_start vg-lv{1..8}
            wait_for 20 all_writers_complete 5
            disk_kill pd2
            writers_proceed
            until_ms 8000
            writers_proceed
            measured_writers
            measured_leg vg/lv8 pd2
            """),

        new("c", "secondary away for 5 s, one 4 KiB write", NoSpare, ShortOutageOf(Secondary)),

        new("d", "secondary dies, policy remove, patience 3 s", NoSpare, ForGood(Secondary)) { Faults = "leg_grace = 3" },

        new("d+", "secondary dies, policy allocate and a spare disk, patience 3 s", "ram_disks 4 128", ForGood(Secondary))
        {
            Faults = "leg_grace = 3",
            Lvm = "activation { mirror_image_fault_policy = \"allocate\" }",
        },

        new("e", "primary away for 5 s, one 4 KiB write", NoSpare, ShortOutageOf(Primary)),

        new("f", "primary dies", NoSpare, ForGood(Primary)),

        new("g", "one unreadable place on each leg", NoSpare, """
            make_mirror vg/lv 64
            for leg in 0 1; do
                read -r disk first _ < <(leg_place vg/lv $leg)
                disk_dust "$disk" $((first + 8192 * (leg + 1)))
            done
            both_places() { reads_at vg-lv 8192 && reads_at vg-lv 16384; }
            both_places || :
            ! within 15 both_places || measured readable_us "$(since_fault_us)"
            failed=$(reads_that_fail vg-lv)
            measured failed_reads "$failed"
            measured person "$( ((failed == 0)) && echo no || echo yes)"
            measured_leg vg/lv "$disk"
            """),

        new("h", "first copy meets a bad place, disk healed after 3 s", NoSpare, """
            disk_write_errors pd2 65536
            lvcreate --yes --type mirror --mirrors 1 --size 96M --name lv vg /dev/mapper/pd1 /dev/mapper/pd2 /dev/mapper/pd3
            copy_failed() { [[ $(mirror_status vg/lv) =~ \ A?S ]]; }
            wait_for 30 copy_failed
            until_ms 3000
            disk=$(disk_of vg/lv_mimage_1)
            disk_heal pd2
            before=$(sectors_written pd2)
            if measured_redundancy vg/lv; then
                measured resynced_bytes $((($(sectors_written pd2) - before) * 512))
            fi
            measured_leg vg/lv "$disk"
            """),

        new("i", "secondary goes and comes back eight times", NoSpare, MirrorWithWriter + """
            disk=$(disk_of vg/lv_mimage_1)
            for flap in {1..8}; do
                disk_kill "$disk"
                until_ms 500
                disk_heal "$disk"
                until_ms 1500
            done
            measured_redundancy vg/lv || :
            writes_proceed
            measured_writer
            measured_leg vg/lv "$disk"
            """),

        new("j", "secondary dies while a volume of another group is repaired", "ram_disks 6 128", """
            dmeventd_kill
            DMEVENTD_PRELOAD=/lab/tools/time-events.so dmeventd_start -d
            vgreduce vg /dev/mapper/pd4 /dev/mapper/pd5 /dev/mapper/pd6
            make_vg slow pd4 pd5 pd6
            make_mirror_on slow/lv 16 pd4 pd5 pd6
            make_mirror_on vg/lv 16 pd1 pd2 pd3
            writer_start vg-lv
            wait_for 10 writes_complete 50
            disk_delay pd5 400
            disk_delay pd6 400
            disk_kill pd4
            dd if=/dev/zero of=/dev/mapper/slow-lv bs=4k count=1 oflag=direct status=none &
            pause 1
            not is_linear slow-lv
            rm -f "$LAB/events"
            disk_kill pd2
            pause 1
            not is_linear slow-lv
            disk_heal pd5
            disk_heal pd6
            wait_for 60 is_linear slow-lv
            wait_for 60 writes_complete 60
            event_was_handled() { grep -qs "^vg-lv " "$LAB/events"; }
            wait_for 30 event_was_handled
            measured event_us "$(sed -n 's/^vg-lv //p' "$LAB/events" | sort -n | tail -1)"
            measured_writer
            measured_leg vg/lv pd2
            """),
    ];

    /// <summary>One write while the disk is away, so that what has to be copied is known; then the disk is back.</summary>
    private static string ShortOutageOf(string image) => $"image={image}\n" + """
        make_mirror vg/lv 96
        disk=$(disk_of vg/$image)
        disk_kill "$disk"
        measured_write vg-lv
        until_ms 5000
        measured_return vg/lv "$disk"
        """;

    /// <summary>The disk stays away; LVM's repair ends it, sooner or later.</summary>
    private static string ForGood(string image) => $"image={image}\n" + MirrorWithWriter + """
        disk=$(disk_of vg/$image)
        disk_kill "$disk"
        writes_proceed
        is_repaired() { is_linear vg-lv || is_redundant vg/lv; }
        wait_for 30 is_repaired
        measured_redundancy vg/lv || :
        writes_proceed
        measured_writer
        measured_leg vg/lv "$disk"
        """;
}
