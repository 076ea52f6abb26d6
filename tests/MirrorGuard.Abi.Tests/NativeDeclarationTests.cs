using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace MirrorGuard.Abi.Tests;

/// <summary>What C# believes of C, held against the headers and libraries that are installed.</summary>
public sealed partial class NativeDeclarationTests
{
    private const string ShimLibrary = "mirrorguard-shim";

    private static readonly string[] LibCHeaders = ["sys/types.h", "errno.h", "signal.h", "spawn.h", "sys/socket.h", "sys/mman.h", "sys/wait.h", "fcntl.h", "fnmatch.h", "sys/stat.h", "poll.h", "sys/eventfd.h", "unistd.h", "sys/un.h"];

    /// <summary>A library, and the headers that say what is in it.</summary>
    private static readonly Dictionary<string, string[]> Headers = new()
    {
        ["libc.so.6"] = LibCHeaders,
        ["libdevmapper.so.1.02.1"] = ["libdevmapper.h"],
        ["libdevmapper-event.so.1.02.1"] = ["libdevmapper-event.h"],
        ["libdevmapper-event-lvm2.so.2.03"] = ["dmeventd_lvm.h"],
        [ShimLibrary] = ["services.h"],
    };

    private static readonly string[] LibraryHeaders = [.. Headers.Where(pair => pair.Key != ShimLibrary).SelectMany(pair => pair.Value)];

    public static TheoryData<string> Libraries => [.. Headers.Keys.Where(library => library != ShimLibrary)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Every_function_of_a_library_has_the_prototype_of_its_header_and_is_in_the_library(string library)
    {
        MethodInfo[] functions = ImportsOf(library);
        functions.Should().NotBeEmpty();
        var proof = new Proof(Headers[library]);

        foreach (MethodInfo function in functions)
            proof.Function(function, function.Name);

        Compiler.Complaints(proof.Text, library).Should().BeEmpty();
    }

    [Fact]
    public void Every_service_of_the_shim_has_the_prototype_of_its_header()
    {
        var proof = new Proof(Headers[ShimLibrary]);

        foreach (MethodInfo service in ImportsOf(ShimLibrary))
            proof.Function(service, service.Name);

        Compiler.Complaints(proof.Text).Should().BeEmpty();
    }

    [Fact]
    public void Every_managed_export_has_the_prototype_by_which_the_shim_calls_it()
    {
        var proof = new Proof("managed_exports.h");

        foreach (MethodInfo export in Declarations.Exports)
            proof.Function(export, export.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()!.EntryPoint!);

        Compiler.Complaints(proof.Text).Should().BeEmpty();
    }

    [Fact]
    public void Every_struct_has_the_size_and_the_offsets_of_its_header()
    {
        var proof = new Proof(LibraryHeaders);

        foreach (Type type in Declarations.Structs)
            proof.Struct(type);

        Compiler.Complaints(proof.Text).Should().BeEmpty();
    }

    [Fact]
    public void Every_constant_has_the_value_of_its_header()
    {
        var proof = new Proof([.. LibraryHeaders, "managed.h", "log.h"]);

        foreach ((string name, long value) in Declarations.Constants.Concat(Declarations.ShimConstants))
            proof.Constant(name, value);

        Compiler.Complaints(proof.Text).Should().BeEmpty();
    }

    [Fact]
    public void No_native_declaration_is_left_without_proof()
    {
        string[] sources = [.. Directory.GetFiles(Path.Combine(Compiler.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText)];

        int Count(Regex attribute) => sources.Sum(source => attribute.Count(source));

        Declarations.Imports.Select(Declarations.LibraryOf).Distinct().Should().BeEquivalentTo(Headers.Keys);
        Count(ImportAttribute()).Should().Be(Declarations.Imports.Count, "an import outside of Linux and Plugin has no proof");
        Count(ExportAttribute()).Should().Be(Declarations.Exports.Count, "an export outside of Plugin has no proof");
        Count(LayoutAttribute()).Should().Be(Declarations.Structs.Count + Declarations.Messages.Count + Declarations.ReaderMessages.Count, "a struct outside of an Interop namespace has no proof");
    }

    private static MethodInfo[] ImportsOf(string library) =>
        [.. Declarations.Imports.Where(import => Declarations.LibraryOf(import) == library)];

    [GeneratedRegex(@"\[(LibraryImport|DllImport)\(")]
    private static partial Regex ImportAttribute();

    [GeneratedRegex(@"\[UnmanagedCallersOnly\b")]
    private static partial Regex ExportAttribute();

    [GeneratedRegex(@"\[StructLayout\b")]
    private static partial Regex LayoutAttribute();
}
