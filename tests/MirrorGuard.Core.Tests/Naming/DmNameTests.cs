using System;
using System.Linq;
using FluentAssertions;
using MirrorGuard.Core.Naming;
using Xunit;

namespace MirrorGuard.Core.Tests.Naming;

public sealed class DmNameTests
{
    [Theory]
    [InlineData("vg0-data", "vg0", "data", "")]
    [InlineData("my--vg-my----lv_mimage_1", "my-vg", "my--lv_mimage_1", "")]
    [InlineData("my--vg-my--lv", "my-vg", "my-lv", "")]
    [InlineData("vg-lv-real", "vg", "lv", "real")]
    [InlineData("a---b", "a-", "b", "")]
    [InlineData("a.b+c_d-e", "a.b+c_d", "e", "")]
    [InlineData("vg-lv----", "vg", "lv--", "")]
    public void A_name_splits_as_LVM_built_it_and_prints_as_it_was(string deviceName, string vg, string lv, string layer)
    {
        DmName.TryParse(deviceName, out DmName? name, out NameFault fault).Should().BeTrue();

        name.Should().Be(new DmName(vg, lv, layer));
        fault.Should().Be(NameFault.None);
        name!.ToString().Should().Be(deviceName);
    }

    [Theory]
    [InlineData("", NameFault.Length)]
    [InlineData("vg0-data;reboot", NameFault.Character)]
    [InlineData("vg0-da ta", NameFault.Character)]
    [InlineData("vg0-d\u00e4ta", NameFault.Character)]
    [InlineData("vg0-data\0", NameFault.Character)]
    [InlineData("sda", NameFault.Parts)]
    [InlineData("vg0--data", NameFault.Parts)]
    [InlineData("vg0-", NameFault.Parts)]
    [InlineData("-data", NameFault.Parts)]
    [InlineData("--vg-data", NameFault.Parts)]
    [InlineData("vg-lv-", NameFault.Parts)]
    [InlineData("vg-lv-real-more", NameFault.Parts)]
    [InlineData("vg-lv-_real", NameFault.Parts)]
    [InlineData("..-lv", NameFault.Parts)]
    [InlineData("vg-.", NameFault.Parts)]
    public void A_name_that_LVM_cannot_have_given_is_refused(string deviceName, NameFault expected)
    {
        DmName.TryParse(deviceName, out DmName? name, out NameFault fault).Should().BeFalse();

        name.Should().BeNull();
        fault.Should().Be(expected);
    }

    [Fact]
    public void A_name_longer_than_device_mapper_allows_is_refused()
    {
        DmName.TryParse("vg-" + new string('x', DmName.MaxLength - 3), out _, out _).Should().BeTrue();

        DmName.TryParse("vg-" + new string('x', DmName.MaxLength - 2), out _, out NameFault fault).Should().BeFalse();
        fault.Should().Be(NameFault.Length);
    }

    [Theory]
    [InlineData("vg0-data_mlog-missing_0_0", true)]
    [InlineData("vg0-data-real", false)]
    [InlineData("vg0-missing_0_0", false)]
    public void LVM_s_stand_in_for_a_missing_disk_is_known_by_its_layer(string deviceName, bool isStandIn)
    {
        DmName.TryParse(deviceName, out var name, out _).Should().BeTrue();

        name!.IsStandIn.Should().Be(isStandIn);
    }

    [Theory]
    [InlineData("vg0-data", "vg0/data")]
    [InlineData("vg0-data-real", "vg0/data")]
    [InlineData("vg0-data_mimagetmp_2", "vg0/data")]
    [InlineData("vg0-data_mimage_0", "vg0/data")]
    [InlineData("vg0-data_mlog", "vg0/data")]
    [InlineData("vg0-data_mlogtmp_0", "vg0/data")]
    [InlineData("vg0-data_mlog_mimage_0", "vg0/data")]
    [InlineData("vg0-data_mlog_mimagetmp_12", "vg0/data")]
    public void A_part_of_a_mirror_names_the_volume_that_people_know(string deviceName, string volume) =>
        VolumeOf(deviceName).Should().Be(volume);

    [Theory]
    [InlineData("vg0-x_mlogs", "vg0/x_mlogs")]
    [InlineData("vg0-x_mimagetmp", "vg0/x_mimagetmp")]
    [InlineData("vg0-x_mimage_", "vg0/x_mimage_")]
    [InlineData("vg0-x_mimage_1a", "vg0/x_mimage_1a")]
    [InlineData("vg0-x_2", "vg0/x_2")]
    [InlineData("vg0-_mlog", "vg0/_mlog")]
    public void A_volume_whose_name_only_resembles_a_part_is_left_alone(string deviceName, string volume) =>
        VolumeOf(deviceName).Should().Be(volume);

    [Fact]
    public void Whatever_is_accepted_prints_as_it_was_and_whatever_LVM_allows_is_accepted()
    {
        var random = new Random(11);
        foreach (int _ in Enumerable.Range(0, 200_000))
        {
            string text = RandomText(random, "a-b_.", random.Next(12));
            if (DmName.TryParse(text, out DmName? name, out NameFault _))
                name.ToString().Should().Be(text);

            var made = new DmName("v" + RandomText(random, "a-b_.", 5), "l" + RandomText(random, "a-b_.", 5), random.Next(2) == 0 ? "" : "real");
            DmName.TryParse(made.ToString(), out DmName? read, out NameFault _).Should().BeTrue();
            read.Should().Be(made);
        }
    }

    private static string VolumeOf(string deviceName)
    {
        DmName.TryParse(deviceName, out DmName? name, out _).Should().BeTrue();
        return name!.Volume.ToString();
    }

    private static string RandomText(Random random, string alphabet, int length) =>
        new([.. Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)])]);
}
