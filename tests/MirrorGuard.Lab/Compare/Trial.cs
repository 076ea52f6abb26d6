using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Compare;

/// <summary>One playing of a scenario: what was measured, by name. What was not found out is not there.</summary>
internal sealed class Trial
{
    private const string Mark = "measured";

    /// <summary>The longest, eight volumes made and broken on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly Dictionary<string, string> _findings;

    private Trial(Dictionary<string, string> findings) => _findings = findings;

    /// <summary>Plays a scenario in a fresh guest.</summary>
    internal static Trial Run(Scenario scenario, GuestImage image, MirrorLibrary library)
    {
        using MirrorLab lab = MirrorLab.Start(image, library, $"mirrorguard_config '{scenario.Faults}'\n{scenario.Disks}");
        return Parse(lab.Guest.Require($"set -e\nlvm_add '{scenario.Lvm}'\n{scenario.Script}", Limit));
    }

    /// <summary>Takes the lines <c>measured NAME VALUE</c>; LVM's own words are between them.</summary>
    internal static Trial Parse(string output) => new(output
        .Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is [Mark, _, _])
        .ToDictionary(words => words[1], words => words[2]));

    /// <summary>Null where it was not measured.</summary>
    internal string? Find(string name) => _findings.GetValueOrDefault(name);
}
