using System.Globalization;
using System.Text;

namespace MirrorGuard.Core.Status;

/// <summary>Prints a <see cref="MirrorStatus"/> as the kernel does: the reverse of <see cref="MirrorStatusParser"/>.</summary>
/// <remarks>For people, tests and the simulated kernel; it allocates. The old spellings of clustered logs are printed in the newest one.</remarks>
public static class MirrorStatusFormatter
{
    /// <summary><c>2 254:3 254:4 31/32 1 AD 3 disk 254:2 A</c></summary>
    public static string Format(in MirrorStatus status)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{status.LegCount} ");
        foreach (LegStatus leg in status.Legs)
            line.Append(CultureInfo.InvariantCulture, $"{leg.Device} ");
        line.Append(CultureInfo.InvariantCulture, $"{status.InSync} 1 ");
        foreach (LegStatus leg in status.Legs)
            line.Append(HealthLetter.Of(leg.Health));
        return line.Append(' ').Append(Format(status.Log)).ToString();
    }

    private static string Format(LogStatus log) => log.Kind switch
    {
        LogKind.None => "",
        LogKind.Core => "1 core",
        LogKind.Disk => $"3 disk {log.Device} {HealthLetter.Of(log.Health)}",
        LogKind.ClusteredCore => "1 clustered-core",
        LogKind.ClusteredDisk => $"3 clustered-disk {log.Device} {HealthLetter.Of(log.Health)}",
        LogKind.Unreachable => "userspace 1 COM_FAILURE",
        _ => throw new System.ArgumentOutOfRangeException(nameof(log), log.Kind, "not a kind of log"),
    };
}
