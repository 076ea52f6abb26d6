using System;
using System.Linq;
using System.Text.RegularExpressions;
using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>The file that dmeventd loads, before anything of it runs.</summary>
public sealed partial class BinaryTests
{
    private static string Dynamic => Tool.Run("readelf", "-dW", PluginFile.Normal);

    private static string Segments => Tool.Run("readelf", "-lW", PluginFile.Normal);

    [Fact]
    public void It_exports_the_three_entry_points_and_nothing_else()
    {
        string[] symbols = [.. Tool.Run("nm", "-D", "--defined-only", PluginFile.Normal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[^1])];

        symbols.Should().BeEquivalentTo("register_device", "process_event", "unregister_device");
    }

    [Fact]
    public void It_needs_what_dmeventd_and_every_stock_DSO_need_and_nothing_else()
    {
        string[] needed = [.. NeededLibrary().Matches(Dynamic).Select(match => match.Groups[1].Value)];

        needed.Should().BeEquivalentTo(
            "libdevmapper.so.1.02.1", "libdevmapper-event.so.1.02.1", "libdevmapper-event-lvm2.so.2.03",
            "libm.so.6", "libc.so.6", "ld-linux-x86-64.so.2");
    }

    [Fact]
    public void Its_soname_differs_from_the_stock_name_under_which_it_is_installed() =>
        Dynamic.Should().Contain("soname: [libmirrorguard-dmeventd.so.0]");

    [Fact]
    public void It_can_never_be_unloaded() =>
        Dynamic.Split('\n').Should().ContainSingle(line => line.Contains("(FLAGS_1)")).Which.Should().Contain("NODELETE");

    [Fact]
    public void No_library_next_to_it_is_ever_preferred() =>
        Dynamic.Should().NotContainAny("(RUNPATH)", "(RPATH)");

    [Fact]
    public void Its_bindings_are_fixed_and_read_only_once_it_is_loaded()
    {
        Dynamic.Should().Contain("BIND_NOW");
        Segments.Should().Contain("GNU_RELRO");
    }

    [Fact]
    public void Its_stack_is_not_executable() =>
        Segments.Split('\n').Should().ContainSingle(line => line.Contains("GNU_STACK")).Which.Should().Contain(" RW ");

    [GeneratedRegex(@"\(NEEDED\).*\[(.+)\]")]
    private static partial Regex NeededLibrary();
}
