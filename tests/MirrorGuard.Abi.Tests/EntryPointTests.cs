using System.IO;
using FluentAssertions;
using Xunit;

namespace MirrorGuard.Abi.Tests;

/// <summary>
/// The three entry points are defined under dmeventd's own header, so the compiler refuses any
/// other prototype; here it is shown that it does.
/// </summary>
public sealed class EntryPointTests
{
    private static string Entry => File.ReadAllText(Path.Combine(Compiler.Shim, "entry.c"));

    [Fact]
    public void The_entry_points_are_defined_under_dmeventds_header()
    {
        Entry.Should().Contain("#include <libdevmapper-event.h>");
        Compiler.Complaints(Entry).Should().BeEmpty();
    }

    [Theory]
    [InlineData("int register_device(const char *device, const char *uuid, int major,", "int register_device(const char *device, const char *uuid, long major,")]
    [InlineData("void process_event(struct dm_task *dmt, enum dm_event_mask event_mask", "int process_event(struct dm_task *dmt, enum dm_event_mask event_mask")]
    [InlineData("int minor, void **user)\n{\n\t(void)uuid", "int minor, void *user)\n{\n\t(void)uuid")]
    public void Another_prototype_does_not_compile(string right, string wrong)
    {
        Entry.Should().Contain(right);

        Compiler.Complaints(Entry.Replace(right, wrong, System.StringComparison.Ordinal)).Should().Contain("conflicting types");
    }

    [Theory]
    [InlineData("register_device")]
    [InlineData("unregister_device")]
    [InlineData("process_event")]
    public void The_stock_DSO_is_called_by_dmeventds_own_prototypes(string entryPoint)
    {
        string proof = $"""
            #include <libdevmapper.h>
            #include <libdevmapper-event.h>
            #include "stock_dso.h"
            _Static_assert(__builtin_types_compatible_p(__typeof__(*((struct stock_dso *)0)->{entryPoint}), __typeof__({entryPoint})), "");
            """;

        Compiler.Complaints(proof).Should().BeEmpty();
    }
}
