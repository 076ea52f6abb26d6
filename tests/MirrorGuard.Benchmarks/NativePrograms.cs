using System;
using System.IO;

namespace MirrorGuard.Benchmarks;

/// <summary>What is written in C, compiled when it is needed; libdevmapper's headers have to be there.</summary>
internal static class NativePrograms
{
    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "native");

    /// <summary>The library that calls <c>dm_get_status_mirror</c> in a loop.</summary>
    internal static string ParseLoop => Compile("parse_loop.c", "libparse-loop.so", "-fPIC", "-shared", "-ldevmapper");

    /// <summary>A device-mapper to preload into a program.</summary>
    internal static string DeviceMapper => Compile("device_mapper.c", "libdevice-mapper.so", "-D_GNU_SOURCE", "-fPIC", "-shared", "-ldl");

    /// <summary>The client that measures inside a guest.</summary>
    internal static string Client => Compile("client.c", "client", "-D_GNU_SOURCE", "-ldevmapper-event", "-ldevmapper");

    /// <summary>A disk that is as slow as a real one. Static, as guests have C libraries of their own.</summary>
    internal static string SlowDisk => Compile("slow_disk.c", "slow_disk", "-D_GNU_SOURCE", "-static");

    /// <summary>The writer whose writes are timed.</summary>
    internal static string PacedWriter => Compile("paced_writer.c", "paced_writer", "-D_GNU_SOURCE", "-static");

    private static string Compile(string source, string output, params string[] options)
    {
        var directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "native-bin")).FullName;
        var file = Path.Combine(directory, output);
        var text = Path.Combine(Sources, source);
        if (File.GetLastWriteTimeUtc(file) < File.GetLastWriteTimeUtc(text))
            HostProgram.Run("cc", ["-O2", "-Wall", "-Wextra", "-Werror", "-o", file, text, .. options]);
        return file;
    }
}
