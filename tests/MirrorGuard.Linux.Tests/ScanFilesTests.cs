using System;
using System.IO;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core;
using MirrorGuard.Engine.Ports;

using Xunit;

namespace MirrorGuard.Linux.Tests;

public sealed class ScanFilesTests : IDisposable
{
    private const UnixFileMode ForOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const long MaxKeptBytes = 256 * 1024 * 1024;

    private static readonly DeviceIdentity Device = new("vg-lv", "LVM-1");
    private static readonly SectorRange Range = new(new Sectors(5000), new Sectors(8));
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 8, 5, 1, 7, TimeSpan.FromHours(1));

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("mirrorguard-scan-");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void What_was_written_is_read_again_by_root_alone()
    {
        var files = new ScanFiles(Path.Combine(_parent.FullName, "new"));

        files.Read(Device).Should().BeEmpty();
        files.TryWrite(Device, "first"u8).Should().BeTrue();
        files.TryWrite(Device, "second"u8).Should().BeTrue();

        files.Read(Device).Should().Equal("second"u8.ToArray());
        var file = Directory.GetFiles(Path.Combine(_parent.FullName, "new")).Should().ContainSingle().Subject;
        File.GetUnixFileMode(file).Should().Be(ForOwner);
    }

    [Fact]
    public void A_file_that_is_set_aside_is_not_read_again_and_can_be_found()
    {
        var files = new ScanFiles(_parent.FullName);
        files.TryWrite(Device, "damaged"u8);

        var aside = files.SetAside(Device);

        files.Read(Device).Should().BeEmpty();
        File.ReadAllText(aside!).Should().Be("damaged");
        files.SetAside(Device).Should().BeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    public void A_file_of_another_size_than_ours_have_is_there_and_no_record(int length)
    {
        var files = new ScanFiles(_parent.FullName);
        files.TryWrite(Device, "x"u8);
        File.WriteAllBytes(Directory.GetFiles(_parent.FullName).Single(), new byte[length]);

        files.Read(Device).Should().Equal("?"u8.ToArray());
    }

    [Fact]
    public void What_is_overwritten_has_a_file_that_says_whose_it_is_and_from_where_and_when()
    {
        var files = new ScanFiles(_parent.FullName);

        var path = files.PlaceToKeep(Device, leg: 1, Range, Time);

        path.Should().Be(Path.Combine(_parent.FullName, "overwritten", "vg-lv.leg1.5000.20261123T070501.007Z"));
        File.Exists(path).Should().BeFalse();
        File.GetUnixFileMode(Path.GetDirectoryName(path)!).Should().Be(ForOwner | UnixFileMode.UserExecute);
    }

    [Fact]
    public void No_more_than_a_bound_is_kept_of_all_volumes_together()
    {
        var files = new ScanFiles(_parent.FullName);
        var room = MaxKeptBytes - (long)Range.Length.Bytes;
        using (var kept = File.Create(files.PlaceToKeep(new DeviceIdentity("vg-other", "LVM-2"), leg: 0, Range, Time)!))
            kept.SetLength(room);

        files.PlaceToKeep(Device, leg: 1, Range, Time).Should().NotBeNull();
        File.WriteAllText(Path.Combine(_parent.FullName, "overwritten", "one byte more"), "x");
        files.PlaceToKeep(Device, leg: 1, Range, Time).Should().BeNull();
    }

    [Fact]
    public void Where_no_directory_can_be_made_nothing_can_be_kept()
    {
        var file = Path.Combine(_parent.FullName, "a file");
        File.WriteAllText(file, "");
        var files = new ScanFiles(file);

        files.TryWrite(Device, "x"u8).Should().BeFalse();
        files.Read(Device).Should().BeEmpty();
        files.PlaceToKeep(Device, leg: 0, Range, Time).Should().BeNull();
    }
}
