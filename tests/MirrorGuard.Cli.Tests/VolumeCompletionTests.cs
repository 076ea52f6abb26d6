using FluentAssertions;
using Xunit;

namespace MirrorGuard.Cli.Tests;

public sealed class VolumeCompletionTests
{
    [Fact]
    public void A_mirror_is_known_by_its_images_and_named_once() =>
        VolumeCompletion.Among(["control", "vg-data", "vg-data_mimage_0", "vg-data_mimage_1", "vg-data_mlog", "vg-plain", "my--vg-a_mimage_0"])
            .Should().Equal("my-vg/a", "vg/data");
}
