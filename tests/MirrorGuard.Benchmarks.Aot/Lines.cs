using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace MirrorGuard.Benchmarks.Micro;

/// <summary>The status lines that both parsers read.</summary>
public static class Lines
{
    /// <summary>Name and parameters; eight legs are the most that libdevmapper takes.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["2 legs, core log"] = "2 254:3 254:4 40960/40960 1 AA 1 core",
        ["2 legs, disk log"] = "2 254:3 254:4 40960/40960 1 AA 3 disk 254:2 A",
        ["8 legs, disk log"] = $"8 {Legs(8)} 40959/40960 1 AAAAAAAD 3 disk 254:2 A",
        ["2 legs, clustered"] = "2 254:3 254:4 40960/40960 1 AA 3 clustered_disk 254:2 A",
    };

    /// <summary>The bytes of a line, with the NUL that C wants.</summary>
    public static byte[] Terminated(string line) => Encoding.ASCII.GetBytes(line + '\0');

    private static string Legs(int count) => string.Join(' ', Enumerable.Range(3, count).Select(minor => $"254:{minor}"));
}
