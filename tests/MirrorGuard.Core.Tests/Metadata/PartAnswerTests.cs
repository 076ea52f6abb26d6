using FluentAssertions;

using MirrorGuard.Core.Metadata;

using Xunit;

namespace MirrorGuard.Core.Tests.Metadata;

public sealed class PartAnswerTests
{
    private const string Disk = "4Irdpx-8MGE-XL8B-WGHy-cKu0-ZI9W-3oHaUm";

    /// <summary>From LVM 2.03.16 on Debian 12, and so are the answers of the other tests.</summary>
    private const string Answer = """
          [lv_mimage_0]|8nk6CG-QedI-OcCg-UpNo-BVDB-pdgX-eYv5RE|262144
          [lv2_mimage_1]|DbDgap-yD3N-R7K0-P9ou-vU7P-u7MB-wcjLq1|262144
          |8nk6CG-QedI-OcCg-UpNo-BVDB-pdgX-eYv5RE|262144
          [lv_mimage_1]|4Irdpx-8MGE-XL8B-WGHy-cKu0-ZI9W-3oHaUm|262144

        """;

    [Fact]
    public void The_disk_of_a_part_is_found_by_the_parts_name()
    {
        var disk = PartAnswer.Find(Answer, "lv_mimage_1");

        disk!.Value.Sectors.Should().Be(262144);
        disk.Value.Uuid.ToString().Should().Be(Disk);
    }

    [Theory]
    [InlineData("lv_mimage_2")]
    [InlineData("v_mimage_1")]
    [InlineData("lv")]
    public void Another_name_is_another_part(string name) => PartAnswer.Find(Answer, name).Should().BeNull();

    [Theory]
    [InlineData("[lv_mimage_1]|4Irdpx-8MGE-XL8B-WGHy-cKu0-ZI9W-3oHaUm|0", "the disk is missing")]
    [InlineData("[lv_mimage_1]|4Irdpx-8MGE-XL8B-WGHy-cKu0-ZI9W-3oHaUm|", "no size")]
    [InlineData("[lv_mimage_1]|4Irdpx-8MGE-XL8B-WGHy-cKu0-ZI9W-3oHaUm|-1", "no size")]
    [InlineData("[lv_mimage_1]|4Irdpx-8MGE-XL8B|262144", "no UUID")]
    [InlineData("[lv_mimage_1]||262144", "no UUID")]
    [InlineData("[lv_mimage_1]|4Irdpx-8MGE-XL8B-WGHy-cKu0-ZI9W-3oHaUm", "cut off")]
    [InlineData("", "nothing")]
    [InlineData(Answer + Answer, "it lies on two stretches")]
    public void Without_one_disk_that_is_there_nothing_is_known(string answer, string why) =>
        PartAnswer.Find(answer, "lv_mimage_1").Should().BeNull(why);
}
