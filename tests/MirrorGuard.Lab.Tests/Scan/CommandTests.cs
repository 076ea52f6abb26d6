using System.IO;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Scan;

/// <summary>What a person asks of scans, with the command as it is installed.</summary>
[Trait("Needs", "root")]
public sealed class CommandTests
{
    [Fact]
    public void Scans_are_started_stopped_and_shown_and_who_cannot_be_asked_is_named()
    {
        using MirrorLab lab = MirrorLab.Start(
            GuestImage.Find(Cases.AnyImage)!,
            Cases.Library("mirrorguard"),
            "mirrorguard_scan $'bandwidth = 2048\\nsettle = 1'; ram_disks 3 80",
            artifacts: [Path.Combine(Repository.Root, "artifacts", "bin")]);
        const string Asks = """
            # asks STATUS ARGUMENT...: the command ends with this exit status; what it wrote, to both outputs.
            asks() {
                local status=0
                /lab/mirrorguard scan "${@:2}" 2>&1 || status=$?
                ((status == $1)) || fail "$status instead of $1: scan ${*:2}"
            }
            """;
        lab.Do($$"""
            {{Asks}}
            [[ $(asks 5 status) == "mirrorguard: /run/mirrorguard/control: nobody listens: "* ]] || fail "somebody listens"
            make_mirror_on vg/one 32 pd1 pd2 pd3
            make_mirror_on vg/two 16 pd1 pd2 pd3
            asks 0 start /dev/mapper/vg-one
            shows() { [[ $(asks 0 status vg/one) == *vg/one*"$1"* ]]; }
            wait_for 10 shows reading
            wait_for 10 shows '#'
            """);

        lab.Ask($"{Asks}\nasks 0 status").Should().Match("VOLUME*\nvg/one  reading  #*%*2 *s*never\nvg/two*");
        lab.Ask($"{Asks}\nasks 0 status --json vg/one").Should().StartWith("{\"ok\":true,\"volumes\":[{\"volume\":\"vg/one\",\"state\":\"reading\"");
        lab.Ask($"{Asks}\nasks 5 status vg/none").Should().Be("mirrorguard: vg/none is not monitored here");
        lab.Ask($"{Asks}\nasks 3 status none").Should().StartWith("mirrorguard: none is no volume");
        lab.Ask($"{Asks}\nsetpriv --reuid 1000 --clear-groups /lab/mirrorguard scan status 2>&1 || [[ $? == 5 ]]")
            .Should().Be("mirrorguard: /run/mirrorguard/control: only root may ask");
        lab.Do($$"""
            {{Asks}}
            writer_start vg-one
            release vg/one
            waits() { [[ $(asks 0 status vg/one) == *waiting*"waits for all legs to be alive and in sync"* ]]; }
            shows() { [[ $(asks 0 status vg/one) == *vg/one*"$1"* ]]; }
            wait_for 10 waits
            comes_back vg/one
            writer_stop
            wait_for 20 shows reading
            asks 0 stop
            wait_for 10 shows resting

            # Somebody else listens, and says nothing.
            rm /run/mirrorguard/control
            perl -MIO::Socket::UNIX -e 'my $silent = IO::Socket::UNIX->new(Local => "/run/mirrorguard/control", Listen => 1); sleep 30' &
            wait_for 5 test -S /run/mirrorguard/control
            [[ $(asks 5 status) == *"no answer within 5 s"* ]] || fail "it answers"
            kill %1
            """);
    }
}
