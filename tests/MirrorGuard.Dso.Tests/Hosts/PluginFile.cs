using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace MirrorGuard.Dso.Tests.Hosts;

/// <summary>The DSOs under test, as <c>build.sh</c> leaves them.</summary>
internal static class PluginFile
{
    internal const string FileName = "libdevmapper-event-lvm2mirror.so";

    /// <summary>LVM's own, from the package dmeventd.</summary>
    internal const string Stock = "/lib/x86_64-linux-gnu/" + FileName;

    internal static string Normal =>
        Existing(Environment.GetEnvironmentVariable("MIRRORGUARD_DSO_DIRECTORY") ?? Path.Combine(Artifacts, "dso"), "./build.sh build");

    /// <summary>The build that fails where <c>MIRRORGUARD_SABOTAGE</c> says.</summary>
    internal static string Sabotaged => Existing(Path.Combine(Artifacts, "dso-sabotage"), "./build.sh test");

    private static string Artifacts => typeof(PluginFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Artifacts").Value!;

    private static string Existing(string directory, string command)
    {
        string path = Path.Combine(directory, FileName);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing; make it with {command}");
    }
}
