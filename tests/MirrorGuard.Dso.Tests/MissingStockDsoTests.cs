using System;
using System.IO;
using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>When managed code fails and the safety net is not there either, it is said, and dmeventd lives.</summary>
public sealed class MissingStockDsoTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mirrorguard-dso-");

    private string NetPath => Path.Combine(_directory.FullName, PluginFile.FileName);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_stock_DSO_that_cannot_be_loaded_is_a_clear_error()
    {
        File.WriteAllBytes(NetPath, []);

        ExpectNobody("log 3 LVM's own mirror DSO cannot be loaded:");
    }

    [Fact]
    public void A_stock_DSO_without_an_entry_point_is_a_clear_error()
    {
        File.Copy(Path.Combine(NativeParts.Fakes, "libfakeworld.so"), NetPath);

        ExpectNobody("log 3 LVM's own mirror DSO lacks an entry point:");
    }

    [Fact]
    public void MirrorGuard_linked_to_the_stock_DSOs_place_is_a_clear_error_and_no_recursion()
    {
        File.CreateSymbolicLink(NetPath, PluginFile.Sabotaged);

        ExpectNobody("log 3 MirrorGuard was installed over LVM's own");
    }

    [Fact]
    public void MirrorGuard_copied_to_the_stock_DSOs_place_is_a_clear_error_and_no_second_runtime()
    {
        File.Copy(PluginFile.Sabotaged, NetPath);

        ExpectNobody("log 3 MirrorGuard was installed over LVM's own");
    }

    [Fact]
    public void MirrorGuard_loaded_under_the_stock_DSOs_bare_name_is_a_clear_error_and_no_recursion()
    {
        File.Copy(PluginFile.Sabotaged, NetPath);

        ExpectNobody("log 3 MirrorGuard was installed over LVM's own", dso: PluginFile.FileName);
    }

    private void ExpectNobody(string reason, string? dso = null)
    {
        using HostProcess host = HostProcess.Start(dso ?? PluginFile.Sabotaged, "register:exception", before: _directory.FullName);
        host.Tell($"status vg-lv {StatusLine.Healthy}");
        host.Tell("register a vg-lv");

        host.WaitFor("returned register a ").Should().Contain("register a 0");
        host.Count(reason).Should().Be(1);
        host.Count("log 3 a bug in MirrorGuard: System.InvalidOperationException").Should().Be(1);
        host.Count("log 3 NOBODY looks after vg-lv").Should().Be(1);
        host.Unregister("a");
        host.EndsWell();
    }
}
