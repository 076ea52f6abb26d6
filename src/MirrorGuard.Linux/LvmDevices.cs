using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux;

/// <summary>The dm devices that LVM made, by sysfs.</summary>
public static class LvmDevices
{
    /// <summary>All of them, in no order; <see cref="DeviceIdentity.Name"/> as device-mapper has it.</summary>
    public static IReadOnlyList<DeviceIdentity> All() => [.. Directory.GetDirectories("/sys/block", "dm-*")
        .Select(Identity)
        .OfType<DeviceIdentity>()
        .Where(device => device.Uuid.StartsWith("LVM-", StringComparison.Ordinal))];

    private static DeviceIdentity? Identity(string directory)
    {
        try
        {
            return new DeviceIdentity(Line(directory, "name"), Line(directory, "uuid"));
        }
        catch (IOException)
        {
            // The device went away under our eyes.
            return null;
        }
    }

    private static string Line(string directory, string file) =>
        File.ReadAllText(Path.Combine(directory, "dm", file)).TrimEnd('\n');
}
