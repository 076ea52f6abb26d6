using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Tables;
using Xunit;

namespace MirrorGuard.Core.Tests.Tables;

public sealed class MirrorTableTests
{
    private const string Core = "core 1 1024 2 254:0 0 254:1 0 1 handle_errors";
    private const string Disk = "disk 2 254:2 1024 2 254:3 0 254:4 0 1 handle_errors";

    [Theory]
    [InlineData(Core, 2, false, ErrorHandling.Held)]
    [InlineData(Core + " ", 2, false, ErrorHandling.Held)]
    [InlineData(Disk, 2, true, ErrorHandling.Held)]
    [InlineData("disk 3 254:2 1024 nosync 3 254:3 0 254:4 0 254:5 2048 2 handle_errors keep_log", 3, true, ErrorHandling.KeptInLog)]
    [InlineData("core 2 1024 sync 1 254:0 0", 1, false, ErrorHandling.Ignored)]
    public void A_table_is_understood(string line, int legs, bool hasDiskLog, ErrorHandling errorHandling)
    {
        MirrorTable.TryParse(Bytes(line), out var table).Should().BeTrue();

        table.LegCount.Should().Be(legs);
        table.HasDiskLog.Should().Be(hasDiskLog);
        table.ErrorHandling.Should().Be(errorHandling);
    }

    [Theory]
    [InlineData("")]
    [InlineData("userspace 3 LVM-x clustered-disk 254:2 1024 2 254:3 0 254:4 0 1 handle_errors")]
    [InlineData("core 3 1024 nosync block_on_error 2 254:0 0 254:1 0")]
    [InlineData("core 2 1024 2 254:0 0 254:1 0 1 handle_errors")]
    [InlineData("disk 1 1024 2 254:0 0 254:1 0 1 handle_errors")]
    [InlineData("core 1 1024 3 254:0 0 254:1 0 1 handle_errors")]
    [InlineData("core 1 1024 2 254:0 0 254:1 0 1 keep_log")]
    [InlineData("core 1 1024 2 254:0 0 254:1 0 2 handle_errors keep_log more")]
    [InlineData("core 1 1024 2 254:0 0 /dev/sdb 0 1 handle_errors")]
    public void A_table_of_another_shape_is_refused(string line) =>
        MirrorTable.TryParse(Bytes(line), out _).Should().BeFalse();

    [Fact]
    public void Every_truncation_is_refused_or_means_less()
    {
        for (var length = 0; length < Disk.Length; length++)
        {
            var isTable = MirrorTable.TryParse(Bytes(Disk[..length]), out var table);
            (isTable && table.ErrorHandling != ErrorHandling.Ignored).Should().BeFalse();
        }
    }

    [Theory]
    [InlineData(Core, ErrorHandling.KeptInLog, "core 1 1024 2 254:0 0 254:1 0 2 handle_errors keep_log")]
    [InlineData("core 2 1024 nosync 2 254:0 0 254:1 0 1 handle_errors", ErrorHandling.Held, Core)]
    [InlineData("disk 3 254:2 1024 sync 2 254:3 0 254:4 0 2 handle_errors keep_log", ErrorHandling.Held, Disk)]
    [InlineData(Disk, ErrorHandling.KeptInLog, "disk 2 254:2 1024 2 254:3 0 254:4 0 2 handle_errors keep_log")]
    public void It_is_written_with_other_error_handling_and_without_a_word_on_what_is_in_sync(
        string line, ErrorHandling errorHandling, string expected)
    {
        MirrorTable.TryParse(Bytes(line), out var table).Should().BeTrue();

        var written = table.Write(Bytes(line), errorHandling, new byte[MirrorTable.MaxLength]);

        Encoding.ASCII.GetString(written).Should().Be(expected);
    }

    [Theory]
    [InlineData("8:16 2048", true)]
    [InlineData("8:16 2048 ", true)]
    [InlineData("8:16", false)]
    [InlineData("/dev/sdb 2048", false)]
    [InlineData("8:16 2048 9", false)]
    public void A_linear_table_names_its_disk_and_start(string line, bool isUnderstood)
    {
        LinearTable.TryParse(Bytes(line), out var table).Should().Be(isUnderstood);
        if (isUnderstood)
            table.Should().Be(new LinearTable(new(8, 16), 2048));
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
