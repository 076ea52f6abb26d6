using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace MirrorGuard.Abi.Tests;

/// <summary>The C compiler with the flags of the shim.</summary>
internal static class Compiler
{
    internal static string Repository { get; } = typeof(Compiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Repository").Value!;

    internal static string Shim { get; } = Path.Combine(Repository, "native-shim");

    /// <summary>Compiles <paramref name="source"/> and, with libraries, links it into one; gives what the compiler complains about, nothing when all is well.</summary>
    /// <param name="source">C.</param>
    /// <param name="libraries">Sonames that must have every symbol.</param>
    internal static string Complaints(string source, params string[] libraries)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("mirrorguard-abi-");
        try
        {
            string file = Path.Combine(directory.FullName, "proof.c");
            File.WriteAllText(file, source);
            string[] output = libraries.Length == 0
                ? ["-c", "-o", file + ".o"]
                : ["-shared", "-Wl,--no-undefined", "-o", file + ".so"];
            return Run(["-std=gnu11", "-fPIC", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror",
                "-I", Shim, "-I", Path.Combine(Shim, "helper"), "-I", Path.Combine(Shim, "process"), "-I", Path.Combine(AppContext.BaseDirectory, "include"),
                .. output, file, .. libraries.Select(library => "-l:" + library)]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Run(string[] arguments)
    {
        var start = new ProcessStartInfo("cc", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"cc failed with {process.ExitCode}: {output}{errors.Result}";
    }
}
