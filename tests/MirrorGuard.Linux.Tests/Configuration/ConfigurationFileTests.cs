using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux.Configuration;
using Xunit;

namespace MirrorGuard.Linux.Tests.Configuration;

/// <summary>Real files through libdevmapper's real parser.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConfigurationFileTests
{
    private const string Good = "faults {\n leg_grace = 30\n}\n";

    public static TheoryData<string> NothingToSay => ["", "\n", "# a comment", "# a comment\n\n", "faults { }", "faults{}scan{}report{}", "\uFEFF", " \t\r\n\v\f"];

    [Fact]
    public void A_missing_file_is_the_default_configuration()
    {
        ConfigurationLoad load = new ConfigurationFile("/nonexistent/mirrorguard.conf").Load();

        load.IsMissing.Should().BeTrue();
        load.Problems.Should().BeEmpty();
        load.Settings.Should().BeSameAs(MirrorGuardSettings.Default);
    }

    [Theory, MemberData(nameof(NothingToSay))]
    public void A_file_that_says_nothing_is_the_default_configuration(string text)
    {
        ConfigurationLoad load = TemporaryFile.Load(text);

        load.Problems.Should().BeEmpty();
        load.Settings.Global.Should().Be(SettingsSet.Default);
    }

    [Theory]
    [InlineData(Good)]
    [InlineData("faults {\r\n leg_grace = 30\r\n}\r\n")]
    [InlineData("faults { leg_grace = 30 }")]
    [InlineData("faults{leg_grace=30}")]
    [InlineData("\uFEFFfaults { leg_grace = 30 }")]
    [InlineData("faults/leg_grace = 30")]
    [InlineData("\"faults\" { 'leg_grace' = +30 } # 30 }")]
    [InlineData("# \u00fcml\u00e4ut \U0001F4BE\nfaults { leg_grace = [ 30 ] }")]
    public void What_LVM_takes_for_the_same_is_the_same(string text)
    {
        ConfigurationLoad load = TemporaryFile.Load(text);

        load.Problems.Should().BeEmpty();
        load.Settings.Global.Faults.Should().Be(new FaultSettings { LegGrace = TimeSpan.FromSeconds(30) });
    }

    [Fact]
    public void Problems_have_the_line_of_their_key()
    {
        ConfigurationLoad load = TemporaryFile.Load("""
            faults { # one
                leg_grace = -1
                mode = "maybe" write_hold = 61
            }
            # a { comment } with = signs "
            volume_a {
                match = "vg0/*"
                scan/enabled = 1
                settle = [ 1,
                           2 ]
            }
            faults/leg_grace = 1.5
            disks { sda = 1 }
            """);

        load.Problems.Select(problem => $"{problem.Line} {problem.Key} {problem.Wrong}").Should().Equal(
            "2 faults/leg_grace -1 is out of range",
            "3 faults/mode \"maybe\" is not known",
            "3 faults/write_hold 61 is out of range",
            "8 volume_a/scan there is no such key here",
            "9 volume_a/settle an array of 2 values is not one value",
            "12 faults/leg_grace it is set again",
            "12 faults/leg_grace 1.5 is not a whole number",
            "13 disks there is no such section");
    }

    [Theory]
    [InlineData("faults {\n leg_grace = 30\n", 1, "a section that does not end")]
    [InlineData("faults {\n leg_grace = ", 2, "no value where one is due")]
    [InlineData("faults {\n leg_grace", 2, "a name with nothing behind it")]
    [InlineData("faults {\n mode = \"obser", 2, "a quotation mark without its partner")]
    [InlineData("faults/mode = \"observe", 1, "a quotation mark without its partner")]
    [InlineData("faults/mode = 'observe\n'", 1, "a quotation mark without its partner")]
    [InlineData("a = [ 1, 2\n", 2, "no value where one is due")]
    [InlineData("a = [ 1 2 ]\n", 1, "no value where one is due")]
    [InlineData("}\n", 1, "no name where one is due")]
    [InlineData("a = 1\n= 2", 2, "no name where one is due")]
    [InlineData("\n\"\" = 2", 2, "an empty name")]
    [InlineData("faults {\n leg_grace = 5s\n}", 2, "a number that goes on as something else")]
    [InlineData("faults {\n leg_grace = 0x10\n}", 2, "a number that goes on as something else")]
    [InlineData("faults {\n leg_grace = 0300\n}", 2, "a number that begins with 0, which LVM's parser takes for octal")]
    [InlineData("faults {\n leg_grace = -\n}", 2, "a number without digits")]
    [InlineData("faults {\n leg_grace = 9223372036854775808\n}", 2, "a number that is too large")]
    [InlineData("faults {\n leg_grace = 123456789012345678901\n}", 2, "a number that is too long")]
    [InlineData("a = 1\n\0b = 2", 2, "a NUL byte, at which the parser would stop")]
    public void What_would_be_half_a_file_is_refused_as_a_whole_and_with_its_line(string text, int line, string wrong)
    {
        ConfigurationLoad load = TemporaryFile.Load(text);

        SettingsProblem problem = load.Problems.Should().ContainSingle().Subject;
        problem.In("f").Should().StartWith($"f:{line}: {wrong}; accepted: ").And.EndWith("; the defaults count");
        load.Settings.Should().BeSameAs(MirrorGuardSettings.Default);
    }

    [Fact]
    public void Ten_megabytes_are_refused_without_being_read()
    {
        var clock = Stopwatch.StartNew();

        ConfigurationLoad load = TemporaryFile.Load(new byte[10 << 20]);

        load.Problems.Should().ContainSingle().Which.Wrong.Should().Be("the file is too large");
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void The_largest_file_is_read_to_its_end()
    {
        byte[] end = Encoding.ASCII.GetBytes("\nfaults/leg_grace=30");
        byte[] comment = [.. Enumerable.Repeat((byte)'#', ConfigurationParser.MaxBytes - end.Length)];

        TemporaryFile.Load([.. comment, .. end]).Settings.Global.Faults.LegGrace.TotalSeconds.Should().Be(30);
        TemporaryFile.Load([.. comment, (byte)'#', .. end]).Problems.Should().ContainSingle();
    }

    [Fact]
    public void Thousands_of_keys_take_no_time_that_anyone_would_notice()
    {
        string keys = string.Concat(Enumerable.Range(0, 8000).Select(number => $"k{number}=1 "));
        var clock = Stopwatch.StartNew();

        TemporaryFile.Load(keys).Problems.Should().HaveCount(8000);

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(5, "a{", "}")]
    [InlineData(10000, "a{", "}")]
    [InlineData(20000, "a/", "")]
    [InlineData(10000, "a {b=[", "]}")]
    public void Deep_nesting_is_refused_before_it_costs_the_stack(int depth, string begin, string end)
    {
        string text = string.Concat(Enumerable.Repeat(begin, depth)) + "x=1" + string.Concat(Enumerable.Repeat(end, depth));

        TemporaryFile.Load(text).Problems.Should().ContainSingle();
    }

    [Fact]
    public void The_deepest_nesting_fits_a_thread_of_dmeventd()
    {
        ConfigurationLoad? load = null;
        var thread = new System.Threading.Thread(() => load = TemporaryFile.Load("a{a{a{x=1}}} a/b/c/d=1"), 300 * 1024);

        thread.Start();
        thread.Join();

        load!.Problems.Should().HaveCount(2).And.OnlyContain(problem => problem.Wrong == "there is no such section");
    }

    [Fact]
    public void Random_bytes_are_refused_without_harm()
    {
        var random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            byte[] bytes = new byte[random.Next(1, 4096)];
            random.NextBytes(bytes);
            TemporaryFile.Load(bytes).Settings.Global.Should().Be(SettingsSet.Default);
        }
    }

    [Fact]
    public void A_directory_is_not_read()
    {
        using var file = new TemporaryFile();
        Directory.CreateDirectory(file.Path);

        new ConfigurationFile(file.Path).Load().Problems.Should().ContainSingle().Which.Wrong.Should().Be("it is not a regular file");
    }

    [Fact]
    public void A_device_is_not_read() =>
        new ConfigurationFile("/dev/zero").Load().Problems.Should().ContainSingle().Which.Wrong.Should().Be("it is not a regular file");

    [Fact]
    public void A_path_that_cannot_be_followed_is_told_from_a_file_that_is_missing()
    {
        using var file = new TemporaryFile();
        File.CreateSymbolicLink(file.Path, file.Path);

        ConfigurationLoad load = new ConfigurationFile(file.Path).Load();

        load.IsMissing.Should().BeFalse();
        load.Problems.Should().ContainSingle().Which.Wrong.Should().StartWith("it cannot be read: ");
    }

    [Fact]
    public void A_file_without_permission_is_reported_where_the_user_is_not_root()
    {
        using var file = new TemporaryFile();
        file.Write(Good);
        File.SetUnixFileMode(file.Path, UnixFileMode.None);

        ConfigurationLoad load = new ConfigurationFile(file.Path).Load();

        if (Environment.IsPrivilegedProcess)
            load.Settings.Global.Faults.LegGrace.TotalSeconds.Should().Be(30, "root may read anything");
        else
            load.Problems.Should().ContainSingle().Which.Wrong.Should().StartWith("it cannot be read: ");
    }

    [Fact]
    public void Patterns_are_those_of_a_shell_and_a_star_goes_over_the_slash()
    {
        MirrorGuardSettings settings = TemporaryFile.Load("""
            volume_all { match = "*" leg_grace = 1 }
            volume_vg0 { match = "vg0/*" leg_grace = 2 }
            volume_some { match = "vg[01]/d?ta" write_hold = 3 }
            """).Settings;

        (double, double) For(string vg, string lv)
        {
            FaultSettings faults = settings.For(new(vg, lv), ShellPattern.IsMatch).Faults;
            return (faults.LegGrace.TotalSeconds, faults.WriteHold.TotalSeconds);
        }

        For("vg0", "data").Should().Be((2, 3));
        For("vg1", "data").Should().Be((1, 3));
        For("vg1", "other").Should().Be((1, 5));
        For("vg2", "data").Should().Be((1, 5));
    }
}
