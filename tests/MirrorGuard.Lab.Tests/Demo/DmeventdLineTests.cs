using FluentAssertions;

using MirrorGuard.Lab.Demo;

using Xunit;

namespace MirrorGuard.Lab.Tests.Demo;

public sealed class DmeventdLineTests
{
    [Theory]
    [InlineData("1795331939325895 [ 0:05] 40e106c0:mirr  Secondary mirror device 254:6 has failed (D).")]
    [InlineData("1795331939325895 [ 0:02.364440] 40ad66c0:mirr  Secondary mirror device 254:6 has failed (D).")]
    public void Lines_of_both_releases_are_read(string line)
    {
        DmeventdLine.TryParse(line).Should().Be(
            new DmeventdLine(1795331939325895, "mirr", "Secondary mirror device 254:6 has failed (D)."));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1795331939325895 Segmentation fault")]
    [InlineData("[ 0:05] 40e106c0:mirr  without a time")]
    public void Other_lines_are_none(string line)
    {
        DmeventdLine.TryParse(line).Should().BeNull();
    }
}
