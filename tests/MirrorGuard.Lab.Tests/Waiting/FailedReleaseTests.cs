using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Waiting;

/// <summary>What a release needs is gone just when it is needed: no leg is given up for that.</summary>
[Trait("Needs", "root")]
public sealed class FailedReleaseTests
{
    /// <summary>For as long as nothing has been written there for a while: what a registration remembers last would make it anew.</summary>
    private const string RemoveDirectory = "until rm -rf /run/mirrorguard; pause 3; [[ ! -e /run/mirrorguard ]]; do :; done";

    [Theory]
    [InlineData(RemoveDirectory, "writing its record failed: No such file or directory")]
    [InlineData("kill -9 $(helper_pids)", null)]
    public void A_release_that_fails_is_tried_again(string harm, string? said)
    {
        using MirrorLab lab = WaitingLab.Start("debian12");
        lab.Do(WaitingLab.WrittenMirror + harm);

        lab.Do("release vg/lv");

        if (said is not null)
            lab.Guest.WaitForDmeventd(said);
        lab.Do("comes_back vg/lv");
        WaitingLab.NothingIsLost(lab);
    }
}
