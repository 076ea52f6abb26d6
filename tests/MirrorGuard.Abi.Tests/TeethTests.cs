using System.Reflection;
using System.Runtime.InteropServices;
using FluentAssertions;
using Xunit;

namespace MirrorGuard.Abi.Tests;

/// <summary>A proof that accepts anything proves nothing: each kind of wrong declaration must be refused.</summary>
public sealed unsafe class TeethTests
{
    [Theory]
    [InlineData(nameof(WrongDeclarations.dm_task_set_uuid))]
    [InlineData(nameof(WrongDeclarations.dm_task_run))]
    [InlineData(nameof(WrongDeclarations.dm_task_no_flush))]
    [InlineData(nameof(WrongDeclarations.dm_get_next_target))]
    public void A_wrong_prototype_does_not_compile(string function)
    {
        MethodInfo wrong = typeof(WrongDeclarations).GetMethod(function, BindingFlags.Static | BindingFlags.NonPublic)!;

        Compiler.Complaints(new Proof("libdevmapper.h").Function(wrong, function).Text).Should().Contain("incompatible pointer type");
    }

    [Theory]
    [InlineData(typeof(FieldMissing.dm_info))]
    [InlineData(typeof(FieldsSwapped.dm_info))]
    [InlineData(typeof(FieldOfOtherSign.dm_info))]
    [InlineData(typeof(FieldOfOtherTarget.dm_config_node))]
    [InlineData(typeof(FieldNotPadded.dm_config_value))]
    [InlineData(typeof(MemberOfOtherType.dm_config_value_u))]
    [InlineData(typeof(TailMissing.dm_config_tree))]
    public void A_wrong_struct_does_not_compile(System.Type wrong) =>
        Compiler.Complaints(new Proof("libdevmapper.h").Struct(wrong).Text).Should().Contain("static assertion failed");

    [Fact]
    public void A_wrong_constant_does_not_compile() =>
        Compiler.Complaints(new Proof("libdevmapper.h").Constant("DM_DEVICE_STATUS", 11).Text).Should().Contain("static assertion failed");

    [Fact]
    public void A_symbol_that_the_library_lacks_does_not_link() =>
        Compiler.Complaints("int dmeventd_lvm2_gone(void); int (*check)(void) = dmeventd_lvm2_gone;", "libdevmapper-event-lvm2.so.2.03")
            .Should().Contain("undefined reference");

    /// <summary>Never called, so nothing is imported.</summary>
    private static class WrongDeclarations
    {
        internal static int dm_task_set_uuid(void* dmt, ulong uuid) => (int)uuid;

        internal static ulong dm_task_run(void* dmt) => 0;

        internal static int dm_task_no_flush(void* dmt, int flush) => flush;

        internal static void* dm_get_next_target(void* dmt, void* next, byte** target_type, ulong* start, ulong* length, byte** @params) => null;
    }

    private static class FieldMissing
    {
        [StructLayout(LayoutKind.Sequential)]
        internal struct dm_info
        {
            internal int exists, suspended, live_table, inactive_table, open_count;
            internal uint event_nr, major, minor;
            internal int read_only, target_count, deferred_remove;
        }
    }

    private static class FieldsSwapped
    {
        [StructLayout(LayoutKind.Sequential)]
        internal struct dm_info
        {
            internal int suspended, exists, live_table, inactive_table, open_count;
            internal uint event_nr, major, minor;
            internal int read_only, target_count, deferred_remove, internal_suspend;
        }
    }

    private static class FieldOfOtherSign
    {
        [StructLayout(LayoutKind.Sequential)]
        internal struct dm_info
        {
            internal int exists, suspended, live_table, inactive_table, open_count, event_nr;
            internal uint major, minor;
            internal int read_only, target_count, deferred_remove, internal_suspend;
        }
    }

    private static class FieldOfOtherTarget
    {
        [StructLayout(LayoutKind.Sequential)]
        internal struct dm_config_node
        {
            internal dm_config_node* key, parent, sib, child;
            internal byte* v;
            internal int id;
        }
    }

    private static class FieldNotPadded
    {
        [StructLayout(LayoutKind.Sequential)]
        internal struct dm_config_value
        {
            internal uint type, v;
            internal dm_config_value* next;
            internal uint format_flags;
        }
    }

    private static class MemberOfOtherType
    {
        [StructLayout(LayoutKind.Explicit)]
        internal struct dm_config_value_u
        {
            [FieldOffset(0)]
            internal long i;

            [FieldOffset(0)]
            internal uint f;
        }
    }

    private static class TailMissing
    {
        [StructLayout(LayoutKind.Sequential)]
        internal struct dm_config_tree
        {
            internal FieldOfOtherTarget.dm_config_node* root;
            internal dm_config_tree* cascade;
        }
    }
}
