using System;
using System.Globalization;
using System.Linq;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Tests.Status;

/// <summary>
/// A second reading of status lines, written from the grammar and not from the parser: it splits into words, counts them, and then
/// looks at each. Slow and plain on purpose.
/// </summary>
internal sealed record StatusOracle(string[] Devices, string Letters, UInt128 Synced, UInt128 Total, LogKind Log, string LogDevice, char LogLetter)
{
    public static StatusOracle? Read(string line)
    {
        string[] words = line.Split(' ');
        if (words[0].Length != 1 || words[0][0] is < '1' or > '9')
            return null;
        int legs = words[0][0] - '0';
        if (words.Length < legs + 5)
            return null;
        string[] devices = words[1..(legs + 1)];
        string letters = words[legs + 3];
        string[] regions = words[legs + 1].Split('/');
        if (!devices.All(IsDevice) || regions.Length != 2 || words[legs + 2] != "1")
            return null;
        if (letters.Length != legs || letters.Any(letter => !"ADFSRU".Contains(letter, StringComparison.Ordinal)))
            return null;
        if (Number(regions[0], ulong.MaxValue) is not UInt128 synced || Number(regions[1], ulong.MaxValue) is not UInt128 total)
            return null;
        if (total == 0 || synced > total || ReadLog(words[(legs + 4)..]) is not var (log, logDevice, logLetter))
            return null;
        return new StatusOracle(devices, letters, synced, total, log, logDevice, logLetter);
    }

    public bool Agrees(in MirrorStatus status)
    {
        if (status.LegCount != Devices.Length || status.InSync.Synced != Synced || status.InSync.Total != Total)
            return false;
        for (int leg = 0; leg < Devices.Length; leg++)
        {
            if (status[leg].Device.ToString() != Devices[leg] || Letter(status[leg].Health) != Letters[leg])
                return false;
        }
        return status.Log.Kind == Log
            && status.Log.Device.ToString() == LogDevice
            && Letter(status.Log.Health) == LogLetter;
    }

    private static (LogKind Kind, string Device, char Letter)? ReadLog(string[] words)
    {
        const string noDevice = "0:0";
        switch (words)
        {
            case [""]:
                return (LogKind.None, noDevice, 'A');
            case ["1", "core"]:
                return (LogKind.Core, noDevice, 'A');
            case ["userspace", "1", "COM_FAILURE"]:
                return (LogKind.Unreachable, noDevice, 'U');
            case ["1", "clustered-core" or "clustered_core"] or ["userspace", "1", "clustered-core" or "clustered_core"]:
                return (LogKind.ClusteredCore, noDevice, 'A');
            case ["3", "disk", var device, "A" or "D" or "F"] when IsDevice(device):
                return (LogKind.Disk, device, words[^1][0]);
            case ["3", "clustered-disk" or "clustered_disk" or "cluster", var device, "A" or "D"] when IsDevice(device):
                return (LogKind.ClusteredDisk, device, words[^1][0]);
            case ["userspace", "3", "clustered-disk" or "clustered_disk" or "cluster", var device, "A" or "D"] when IsDevice(device):
                return (LogKind.ClusteredDisk, device, words[^1][0]);
            default:
                return null;
        }
    }

    private static bool IsDevice(string word) =>
        word.Split(':') is [var major, var minor] && Number(major, 4095) is not null && Number(minor, 1048575) is not null;

    private static UInt128? Number(string word, UInt128 max)
    {
        if (word.Length is 0 or > 20 || word.Any(c => c is < '0' or > '9') || (word.Length > 1 && word[0] == '0'))
            return null;
        var value = UInt128.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture);
        return value <= max ? value : null;
    }

    private static char Letter(Health health) => "AFDSRU"[(int)health];
}
