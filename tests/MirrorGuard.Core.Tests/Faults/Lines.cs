using System.Text;

using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Tests.Faults;

/// <summary>Devices as the kernel's lines describe them.</summary>
internal static class Lines
{
    /// <summary>A device with one mirror target for each line.</summary>
    internal static DeviceStatus Device(params string[] parameters)
    {
        var device = new DeviceStatus();
        foreach (var line in parameters)
            device.Add("mirror"u8, Encoding.ASCII.GetBytes(line));
        return device;
    }

    /// <summary><c>2 254:1 254:2 31/32 1 AD 1 core</c></summary>
    internal static string Mirror(string letters, string ratio, string log = "1 core")
    {
        var line = new StringBuilder().Append(letters.Length).Append(' ');
        for (var leg = 1; leg <= letters.Length; leg++)
            line.Append("254:").Append(leg).Append(' ');
        return line.Append(ratio).Append(" 1 ").Append(letters).Append(' ').Append(log).ToString();
    }
}
