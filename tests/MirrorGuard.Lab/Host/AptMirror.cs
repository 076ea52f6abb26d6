using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace MirrorGuard.Lab.Host;

/// <summary>The Debian mirror that this machine's own apt uses.</summary>
internal static partial class AptMirror
{
    private const string SourcesDirectory = "/etc/apt/sources.list.d";
    private const string PublicMirror = "http://deb.debian.org/debian";

    /// <summary>Archives of updates are no mirrors; third parties' do not end in /debian.</summary>
    [GeneratedRegex(@"https?://\S+/debian/?(?=\s|$)")]
    private static partial Regex MirrorUrl { get; }

    internal static string Url() =>
        SourceFiles()
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("deb ", StringComparison.Ordinal) || line.StartsWith("URIs:", StringComparison.Ordinal))
            .Select(line => MirrorUrl.Match(line))
            .FirstOrDefault(match => match.Success)?.Value ?? PublicMirror;

    private static IEnumerable<string> SourceFiles()
    {
        if (File.Exists("/etc/apt/sources.list"))
            yield return "/etc/apt/sources.list";
        if (!Directory.Exists(SourcesDirectory))
            yield break;
        foreach (string file in Directory.EnumerateFiles(SourcesDirectory).Order(StringComparer.Ordinal))
            yield return file;
    }
}
