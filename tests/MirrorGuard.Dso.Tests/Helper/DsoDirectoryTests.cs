using System;
using System.Globalization;
using System.IO;
using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests.Helper;

/// <summary>Where the DSO believes to be, and so where it looks for its helper: the shim's service, in a library of its own.</summary>
public sealed class DsoDirectoryTests : IDisposable
{
    private static readonly string Sources = AppContext.BaseDirectory;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mirrorguard-directory-");

    private string Ask => Path.Combine(_directory.FullName, "ask");

    private string Library => Path.Combine(_directory.FullName, "dso.so");

    public DsoDirectoryTests()
    {
        Tool.Run("cc", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-I", Path.Combine(Sources, "shim"), "-o", Library,
            Path.Combine(Sources, "shim", "services.c"), Path.Combine(Sources, "directory", "no-log.c"));
        Tool.Run("cc", "-Wall", "-Wextra", "-Werror", "-o", Ask, Path.Combine(Sources, "directory", "ask.c"));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void It_is_where_it_was_loaded_from() =>
        Tool.Run(Ask, Library, "4096").Should().Be($"1 {_directory.FullName}");

    [Fact]
    public void A_path_that_has_just_room_is_whole_and_a_longer_one_is_none()
    {
        int length = _directory.FullName.Length;

        Tool.Run(Ask, Library, Text(length + 1)).Should().Be($"1 {_directory.FullName}");
        Tool.Run(Ask, Library, Text(length)).Should().Be("0 ");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
