using System;
using System.IO;
using System.Linq;
using System.Text.Json;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Commands;

/// <summary>What <c>status</c> and <c>explain</c> say of real mirrors, with the command as it is installed.</summary>
[Trait("Needs", "root")]
public sealed class StatusTests
{
    /// <summary>The guest's shell writes to a terminal; what is compared here is not to have colours.</summary>
    private const string Status = "NO_COLOR=1 /lab/mirrorguard status";

    [Fact]
    public void Mirrors_in_every_state_are_shown_as_they_are()
    {
        using MirrorLab lab = Start("ram_disks 9 64");
        lab.Do("""
            make_mirror_on vg/fine 16 pd1 pd2 pd3
            make_mirror_on vg/left 16 pd1 pd2 pd3
            make_mirror_on vg/gone 8 pd4 pd5 pd6
            lvcreate --yes --type mirror --mirrors 2 --mirrorlog core --size 8M --name three vg /dev/mapper/pd4 /dev/mapper/pd5 /dev/mapper/pd6
            wait_for 30 in_sync vg/three
            lvcreate --yes --type linear --size 8M --name plain vg /dev/mapper/pd9

            # A resync that is still under way at the end of the test: its leg takes five seconds for each write.
            disk_writes_late pd8 5000
            lvcreate --yes --type mirror --mirrors 1 --mirrorlog core --size 32M --name slow vg /dev/mapper/pd7 /dev/mapper/pd8
            """);

        lab.Ask($"{Status} vg/fine").Should().Match("""
            VOLUME   STATE    IN SYNC  WATCHED  SCAN*  LAST PASS
            vg/fine  in sync  100%     yes      *
              primary    fine_mimage_0  /dev/mapper/pd1 (*)  alive
              secondary  fine_mimage_1  /dev/mapper/pd2 (*)  alive
              log        fine_mlog      /dev/mapper/pd3 (*)  alive*
            """);
        lab.Ask("/lab/mirrorguard status vg/fine").Should().Contain("\u001b[32min sync\u001b[0m");
        string three = lab.Ask($"{Status} /dev/vg/three");
        three.Should().Contain("secondary  three_mimage_2").And.Contain("log").And.Contain("in memory");
        string slow = lab.Ask($"{Status} /dev/mapper/vg-slow");
        slow.Should().Match("*vg/slow  resyncing  *%*yes*secondary  slow_mimage_1  *alive, being filled*the kernel copies from the primary leg; * regions, at most * MiB, *to be*copied.*");

        string explained = lab.Ask("/lab/mirrorguard explain vg/fine");
        explained.Should().Match("""
            vg/fine: in sync.
            Its status: All 2 legs of vg/fine show no error, and * are in sync. The log device is fine_mlog on /dev/mapper/pd3 (*).
            If the primary leg fine_mimage_0 on /dev/mapper/pd1 (*) dies: LVM repairs the volume at once, and the leg is put back if its disk returns in time (faults/reattach = 1, faults/leg_grace = 3000).
            If the secondary leg fine_mimage_1 on /dev/mapper/pd2 (*) dies: writes go on without it, and it is awaited; then LVM repairs the volume (faults/leg_grace = 3000, faults/max_out_of_sync = 50).
            If the log fine_mlog on /dev/mapper/pd3 (*) dies: writes wait in case it comes back; then LVM repairs the volume (faults/write_hold = 1).
            """);

        lab.Do("writer_start vg-left -f; release vg/left; writer_stop");
        string left = lab.Ask($"{Status} vg/left");
        left.Should().Match("*vg/left  released  *yes*left_mimage_1  /dev/mapper/pd2*released: writes go on without it*until 20??-??-?? ??:??:?? (faults/leg_grace = 3000)*");
        left.Split('\n').Should().OnlyContain(line => line.Length <= 80 || line.Contains("/dev/mapper", StringComparison.Ordinal));

        lab.Do("""
            disk_kill pd4
            disk_kill pd5
            dd if=/dev/zero of=/dev/mapper/vg-gone bs=4k count=1 oflag=direct status=none &
            wait_for 20 eval '[[ $(mirror_status vg/gone) == *" 1 DD "* ]]'
            """);
        lab.Ask($"{Status} vg/gone").Should().Match("*vg/gone  dead  *a write failed (D)*a write failed (D)*NEEDS A PERSON: every leg failed*");

        lab.Ask("/lab/mirrorguard explain /dev/vg/left").Should().Match("vg/left: released.\nWhat goes on: writes go on without the leg left_mimage_1 on *\nUntil 20* by faults/leg_grace = 3000.\nIts status: *");

        JsonElement all = Json(lab);
        all.GetProperty("version").GetInt32().Should().Be(1);
        all.GetProperty("isPluginKnown").GetBoolean().Should().BeTrue();
        all.GetProperty("volumes").EnumerateArray().Select(volume => volume.GetProperty("volume").GetString())
            .Should().Equal("vg/fine", "vg/gone", "vg/left", "vg/slow", "vg/three");
        all.GetProperty("volumes").EnumerateArray().Select(volume => volume.GetProperty("state").GetString()).Take(4)
            .Should().Equal("inSync", "dead", "released", "resyncing");
        JsonElement wait = all.GetProperty("volumes")[2].GetProperty("wait");
        (wait.GetProperty("until").GetDateTimeOffset() - wait.GetProperty("since").GetDateTimeOffset()).Should().BeCloseTo(TimeSpan.FromSeconds(3000), TimeSpan.FromSeconds(1));
    }

    /// <summary>LVM puts a device of its own in the place of a disk that is not there.</summary>
    [Fact]
    public void A_disk_that_LVM_misses_is_called_missing()
    {
        using MirrorLab lab = Start("ram_disks 3 64");
        lab.Do("""
            printf 'volume_lv {\nmatch = "vg/lv"\nwrite_hold = 60\n}\n' >>"$MIRRORGUARD_CONFIG"
            make_mirror_on vg/lv 16 pd1 pd2 pd3
            vgchange --quiet -an vg
            disk_kill pd3
            vgchange --quiet -ay --activationmode partial vg
            [[ -e /dev/mapper/vg-lv_mlog-missing_0_0 ]] || fail "LVM put nothing in its place"
            """);

        lab.Ask($"{Status} vg/lv").Should().Match("*lv_mimage_1  /dev/mapper/pd2 (*log *lv_mlog      missing *");
        lab.Ask("/lab/mirrorguard explain vg/lv").Should().Match("*lv_mlog on a missing disk (*");
    }

    [Fact]
    public void Whoever_is_silent_is_named_and_the_rest_is_shown()
    {
        using MirrorLab lab = Start("ram_disks 3 64");
        lab.Do("make_mirror_on vg/lv 16 pd1 pd2 pd3");
        const string Asks = """
            # asks STATUS ARGUMENT...: the command ends with this exit status; what it wrote, to both outputs.
            asks() {
                local status=0 said
                said=$(/lab/mirrorguard status "${@:2}" 2>&1) || status=$?
                ((status == $1)) || fail "$status instead of $1: status ${*:2}"
                printf '%s\n' "$said"
            }
            """;

        lab.Ask($"{Asks}\nasks 5 vg/none vg/lv").Should().Match("mirrorguard: vg/none: no such volume is active here as a mirror*vg/lv   in sync*");
        lab.Ask($"{Asks}\nasks 3 none").Should().StartWith("mirrorguard: none is no volume");
        lab.Ask($"{Asks}\nasks 3 --watch").Should().Be("mirrorguard: --watch needs a terminal to draw on");
        lab.Ask("setpriv --reuid 1000 --clear-groups /lab/mirrorguard status 2>&1 || [[ $? == 5 ]]")
            .Should().Be("mirrorguard: /dev/mapper/control: only root may ask device-mapper");
        lab.Do($$"""
            {{Asks}}
            for record in /run/mirrorguard/LVM-*; do [[ ! -e $record ]] || fail "a record"; done
            uuid=$(dmsetup info --noheadings -c -o uuid vg-lv)
            echo '{' >"/run/mirrorguard/$uuid.json"
            [[ $(asks 0) == "mirrorguard: /run/mirrorguard/$uuid.json is damaged"*"vg/lv   in sync"* ]] || fail "the damage is not said"
            rm "/run/mirrorguard/$uuid.json"

            # A suspended device is looked at all the same.
            dmsetup suspend vg-lv
            [[ $(timeout 5 /lab/mirrorguard status) == *"suspended at this moment"* ]] || fail "it is not said to be suspended"
            dmsetup resume vg-lv

            lvchange --monitor n vg/lv
            rm -f /run/mirrorguard/control
            [[ $(asks 0) == "mirrorguard: /run/mirrorguard/control: nobody listens"*"vg/lv   in sync  100%     ? "* ]] || fail "$(asks 0)"
            perl -MIO::Socket::UNIX -e 'my $silent = IO::Socket::UNIX->new(Local => "/run/mirrorguard/control", Listen => 1); sleep 30' &
            wait_for 5 test -S /run/mirrorguard/control
            [[ $(asks 0) == *"no answer within 5 s"*"vg/lv   in sync"* ]] || fail "it answers"
            kill %1
            """);
    }

    /// <summary>One volume for each state that an administrator meets; each command is asked about each, by a person's script and by a program.</summary>
    [Fact]
    public void Each_command_has_an_answer_for_a_mirror_in_each_state()
    {
        using MirrorLab lab = Start("ram_disks 9 64");
        lab.Do("""
            printf 'volume_%s {\nmatch = "vg/%s"\n%s\n}\n' repaired repaired 'leg_grace = 0' scanning scanning 'bandwidth = 256' >>"$MIRRORGUARD_CONFIG"
            make_mirror_on vg/healthy 8 pd1 pd2 pd3
            make_mirror_on vg/scanning 32 pd1 pd2 pd3
            make_mirror_on vg/released 8 pd1 pd4 pd3
            make_mirror_on vg/dead 8 pd5 pd6 pd3
            lvcreate --yes --type mirror --mirrors 2 --mirrorlog core --size 8M --name repaired vg /dev/mapper/pd1 /dev/mapper/pd2 /dev/mapper/pd7
            wait_for 30 in_sync vg/repaired
            writer_start vg-repaired
            disk_kill pd7
            wait_for 40 eval '[[ $(leg_count vg/repaired) == 2 ]]'
            writer_stop
            vgreduce --removemissing vg
            # Its leg takes five seconds for each write.
            disk_writes_late pd9 5000
            lvcreate --yes --type mirror --mirrors 1 --mirrorlog core --size 56M --name resyncing vg /dev/mapper/pd8 /dev/mapper/pd9

            writer_start vg-released -f
            release vg/released
            writer_stop
            scan_start vg/scanning
            wait_for 20 eval '[[ $(scan_status vg/scanning) == *"\"state\":\"reading\""* ]]'
            disk_kill pd5
            disk_kill pd6
            dd if=/dev/zero of=/dev/mapper/vg-dead bs=4k count=1 oflag=direct status=none &
            wait_for 20 eval '[[ $(mirror_status vg/dead) == *" 1 DD "* ]]'
            """);

        foreach ((string volume, string said) in ((string, string)[])[
            ("healthy", "in sync"), ("released", "writes go on without it"), ("resyncing", "being filled"), ("scanning", "reading"), ("repaired", "in sync"), ("dead", "NEEDS A PERSON")])
        {
            lab.Ask($"/lab/mirrorguard status vg/{volume} | cat").Should().Contain(said);
            foreach (string command in (string[])["status", "explain", "history", "scan status"])
            {
                string text = lab.Ask($"/lab/mirrorguard {command} vg/{volume} | cat; ((PIPESTATUS[0] == 0))");
                text.Should().Contain($"vg/{volume}").And.NotContain("\u001b", $"'{command}' writes to a pipe");
            }
            foreach (string command in (string[])["status", "history", "scan status"])
            {
                string answer = lab.Ask($"/lab/mirrorguard {command} vg/{volume} --json | cat; ((PIPESTATUS[0] == 0))");
                // The history is one object on each line.
                (command == "history" ? answer.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [answer]).Should().NotBeEmpty().And.AllSatisfy(json =>
                {
                    using JsonDocument parsed = JsonDocument.Parse(json);
                    json.Should().Contain($"\"vg/{volume}\"");
                });
            }
        }
        foreach (string command in (string[])["check-config", "test-report", "version"])
            lab.Ask($"/lab/mirrorguard {command} | cat; ((PIPESTATUS[0] == 0))").Should().NotBeEmpty().And.NotContain("\u001b");
    }

    private static MirrorLab Start(string disks) => MirrorLab.Start(
        GuestImage.Find(Cases.AnyImage)!,
        Cases.Library("mirrorguard"),
        $"mirrorguard_config $'leg_grace = 3000\\nwrite_hold = 1'; {disks}",
        artifacts: [Path.Combine(Repository.Root, "artifacts", "bin")]);

    private static JsonElement Json(MirrorLab lab)
    {
        using JsonDocument document = JsonDocument.Parse(lab.Ask($"{Status} --json"));
        return document.RootElement.Clone();
    }
}
