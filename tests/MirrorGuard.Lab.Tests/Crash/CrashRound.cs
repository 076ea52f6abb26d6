using System;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Tests.Crash;

/// <summary>
/// What chance decides of one crash. The seed gives the same round again, not the same instant: how far
/// the guest is after so many milliseconds depends on how busy the host is.
/// </summary>
internal sealed record CrashRound(
    CrashScenario Scenario, int Seed, GuestImage Image, string Fault, string WriterOptions, string? Interference,
    int InterferenceMilliseconds, int KillMilliseconds, bool IsAbsent, bool IsMonitored)
{
    /// <summary>fsync after each write, a flush within each, or neither.</summary>
    private static readonly string[] Writers = ["-f", "-s", ""];

    /// <summary>What others do meanwhile; half the time nothing.</summary>
    private static readonly string?[] Interferences =
    [
        null, null, null, null, null, null,
        "dmeventd_kill",
        "dmeventd_kill; dmeventd_start -d; lvchange --monitor y vg/lv",
        "dmeventd_restart -d",
        "lvchange --refresh vg/lv",
        "lvconvert --yes --repair --use-policies vg/lv",
        "kill $(<$LAB/writer.pid); vgchange --activate n vg",
    ];

    internal static CrashRound Draw(CrashScenario scenario, int seed)
    {
        var random = new Random(HashOf(scenario.Name) ^ (seed * 7919));
        GuestImage image = random.Next(2) == 0 ? GuestImage.Debian12 : GuestImage.Debian13;
        string fault = $"{(random.Next(2) == 0 ? "disk_kill" : "disk_flaky")} {scenario.Disk}";
        string writer = Writers[random.Next(Writers.Length)];
        string? interference = Interferences[random.Next(Interferences.Length)];
        int kill = random.Next(scenario.LongestMilliseconds);
        int interferenceAt = random.Next(kill + 1);
        bool isAbsent = random.Next(2) == 0 && scenario.MayBeAbsent;
        return new(scenario, seed, image, fault, writer, interference, interferenceAt, kill, isAbsent, IsMonitored: random.Next(2) == 0);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Scenario.Name} {Seed}: {Image}, {Fault}, writer '{WriterOptions}', killed after {KillMilliseconds} ms, " +
        (Interference is null ? "" : $"after {InterferenceMilliseconds} ms '{Interference}', ") +
        $"disk {(IsAbsent ? "absent" : "back")}, {(IsMonitored ? "stock dmeventd" : "nobody monitors")}";

    /// <summary>Not <see cref="string.GetHashCode()"/>, which is another in each process.</summary>
    private static int HashOf(string name)
    {
        int hash = 17;
        foreach (char letter in name)
            hash = unchecked((hash * 31) + letter);
        return hash;
    }
}
