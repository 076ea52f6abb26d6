using System;
using System.Collections.Generic;
using System.IO;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>Plays scenarios on a guest's kernel.</summary>
internal static class KernelPlayer
{
    /// <summary>For all scenarios of one call; about half a second each on an idle machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>udevd would read the mirrors, and errors of its reads would show.</summary>
    private const string SetUp = """
        udevadm control --exit
        modprobe -a dm-mirror dm-dust dm-flakey
        modprobe brd rd_nr=4 rd_size=1024 max_part=0
        modprobe loop max_loop=4
        for number in 0 1 2 3; do
            truncate --size 1M "$LAB/disk$number"
            losetup /dev/loop$number "$LAB/disk$number"
        done
        """;

    /// <summary>What was seen of each scenario, a list for each: a line for each step, then one for each leg.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> Play(GuestImage image, IReadOnlyList<Scenario> scenarios)
    {
        using Guest guest = Guest.Start(image, new GuestOptions());
        File.WriteAllText(Path.Combine(guest.Directory, "scenarios"), string.Concat(scenarios));
        GuestResult result = guest.Run(
            $"{SetUp}\n/lab/tools/mirror-player /lab/scenarios /dev/loop{{0..3}} /dev/ram{{0..3}}", Limit);
        var seen = Split(result.Lines);
        return seen.Count > 0 ? seen : throw guest.Failure($"No scenario was played:\n{result.Output}");
    }

    /// <summary>The last scenario may have ended its guest.</summary>
    private static List<List<string>> Split(IReadOnlyList<string> lines)
    {
        List<List<string>> scenarios = [];
        foreach (var line in lines)
        {
            if (line.StartsWith("begin ", StringComparison.Ordinal))
                scenarios.Add([]);
            else if (line != "end" && scenarios.Count > 0)
                scenarios[^1].Add(line);
        }
        return scenarios;
    }
}
