using System;
using System.IO;
using FluentAssertions;
using MirrorGuard.Linux.Configuration;
using Xunit;

namespace MirrorGuard.Linux.Tests.Configuration;

/// <summary>A file that changes while it is looked at every now and then.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly TemporaryFile _file = new();
    private readonly ConfigurationFile _configuration;

    public ReloadTests() => _configuration = new ConfigurationFile(_file.Path);

    public void Dispose() => _file.Dispose();

    [Fact]
    public void An_unchanged_file_is_not_read_again_and_looking_allocates_nothing()
    {
        _file.Write(Grace(30));
        Settle();

        _configuration.HasChanged().Should().BeFalse();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int look = 0; look < 1000; look++)
            _configuration.HasChanged();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Looking_for_a_file_that_is_not_there_allocates_nothing()
    {
        Settle();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int look = 0; look < 1000; look++)
            _configuration.HasChanged();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_is_read_again_whether_it_was_replaced_or_written_in_place(bool isReplaced)
    {
        _file.Write(Grace(30));
        Settle();

        if (isReplaced)
            _file.Replace(Grace(40));
        else
            _file.Write(Grace(40));

        _configuration.HasChanged().Should().BeTrue();
        Load().Should().Be((40, true));
    }

    [Fact]
    public void A_file_that_looks_the_same_but_for_its_inode_is_read_again()
    {
        _file.Write(Grace(30));
        DateTime time = File.GetLastWriteTimeUtc(_file.Path);
        Settle();

        _file.Replace(Grace(40));
        File.SetLastWriteTimeUtc(_file.Path, time);

        _configuration.HasChanged().Should().BeTrue();
    }

    [Fact]
    public void After_a_change_the_file_is_read_once_more_since_a_second_write_in_the_same_tick_may_not_show()
    {
        _file.Write(Grace(30));
        Settle();

        _file.Write(Grace(40));
        Load().Should().Be((40, true));

        _configuration.HasChanged().Should().BeTrue("nothing tells this write from another one of this moment");
        Load().Should().Be((40, false));
        _configuration.HasChanged().Should().BeFalse();
    }

    [Fact]
    public void Half_a_file_leaves_the_configuration_as_it_was_and_is_reported_once()
    {
        _file.Write(Grace(30));
        Settle();

        _file.Write(Grace(40)[..^3]);

        ConfigurationLoad half = _configuration.Load();
        half.Problems.Should().ContainSingle().Which.Instead.Should().Be("the configuration stays as it was");
        half.Settings.Global.Faults.LegGrace.TotalSeconds.Should().Be(30);
        _configuration.Load().IsNews.Should().BeFalse();
        _configuration.HasChanged().Should().BeFalse();

        _file.Write(Grace(40));
        Load().Should().Be((40, true));
    }

    [Fact]
    public void A_bad_key_keeps_its_last_good_value_over_several_bad_files()
    {
        _file.Write(Grace(30));
        Settle();

        foreach (int bad in (int[])[-1, -2, -3])
        {
            _file.Write(Grace(bad));
            ConfigurationLoad load = _configuration.Load();
            load.Problems.Should().ContainSingle().Which.Instead.Should().Be("30 counts");
            load.Settings.Global.Faults.LegGrace.TotalSeconds.Should().Be(30);
        }
    }

    [Fact]
    public void A_file_that_is_gone_for_a_moment_does_not_bring_the_defaults_back()
    {
        _file.Write(Grace(30));
        Settle();

        _file.Delete();
        Load().Should().Be((30, false));
        _file.Write(Grace(40));

        Load().Should().Be((40, true));
    }

    [Fact]
    public void A_file_that_stays_away_is_the_default_configuration()
    {
        _file.Write(Grace(30));
        Settle();

        _file.Delete();
        _configuration.Load();
        _configuration.HasChanged().Should().BeTrue();

        Load().Should().Be((300, true));
        _configuration.HasChanged().Should().BeFalse();
    }

    [Fact]
    public void A_file_that_comes_later_is_found()
    {
        Settle();

        _file.Write(Grace(30));

        _configuration.HasChanged().Should().BeTrue();
        Load().Should().Be((30, true));
    }

    [Fact]
    public void A_directory_in_its_place_keeps_the_configuration_and_the_same_file_back_is_good_again()
    {
        _file.Write(Grace(30));
        Settle();
        File.Move(_file.Path, _file.Path + ".away");
        Directory.CreateDirectory(_file.Path);

        _configuration.Load().Problems.Should().ContainSingle();
        Directory.Delete(_file.Path);
        File.Move(_file.Path + ".away", _file.Path);

        ConfigurationLoad back = _configuration.Load();
        back.Problems.Should().BeEmpty();
        back.Settings.Global.Faults.LegGrace.TotalSeconds.Should().Be(30);
    }

    private static string Grace(int seconds) => $"faults {{\n leg_grace = {seconds}\n}}\n";

    private void Settle()
    {
        _configuration.Load();
        _configuration.Load().IsNews.Should().BeFalse();
    }

    private (double Grace, bool IsNews) Load()
    {
        ConfigurationLoad load = _configuration.Load();
        return (load.Settings.Global.Faults.LegGrace.TotalSeconds, load.IsNews);
    }
}
