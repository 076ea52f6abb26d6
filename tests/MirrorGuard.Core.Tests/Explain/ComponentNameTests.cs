using FluentAssertions;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Explain;

public sealed class ComponentNameTests
{
    private static readonly DeviceNumber Device = new(254, 4);

    [Fact]
    public void All_that_is_known_is_said() =>
        new ComponentName("data_mimage_1", ["/dev/sdb"], Device).ToString().Should().Be("data_mimage_1 on /dev/sdb (254:4)");

    [Fact]
    public void Several_disks_are_listed() =>
        new ComponentName("data_mimage_1", ["/dev/sdb", "/dev/sdc", "/dev/sdd"], Device).ToString()
            .Should().Be("data_mimage_1 on /dev/sdb, /dev/sdc and /dev/sdd (254:4)");

    [Fact]
    public void A_disk_that_is_missing_is_called_so() =>
        (new ComponentName("data_mlog", [], Device) { IsDiskMissing = true }).ToString().Should().Be("data_mlog on a missing disk (254:4)");

    [Fact]
    public void What_is_unknown_is_left_out()
    {
        new ComponentName(null, ["/dev/sdb"], Device).ToString().Should().Be("on /dev/sdb (254:4)");
        new ComponentName("data_mimage_1", [], Device).ToString().Should().Be("data_mimage_1 (254:4)");
        ComponentName.Unknown(Device).ToString().Should().Be("254:4");
    }
}
