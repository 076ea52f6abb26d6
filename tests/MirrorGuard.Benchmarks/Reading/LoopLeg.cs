using System;
using System.Globalization;
using System.IO;

using MirrorGuard.Core.Status;

namespace MirrorGuard.Benchmarks.Reading;

/// <summary>A leg on a file of the host, read past the host's cache as a disk is.</summary>
internal sealed class LoopLeg : IDisposable
{
    private readonly string _file;

    /// <summary>A leg with the content of <paramref name="file"/>, which is deleted with it.</summary>
    internal LoopLeg(string file)
    {
        _file = file;
        Device = HostProgram.Run("losetup", "--find", "--show", "--direct-io=on", file).Trim();
        var number = File.ReadAllText($"/sys/class/block/{Path.GetFileName(Device)}/dev").Trim().Split(':');
        Number = new DeviceNumber(uint.Parse(number[0], CultureInfo.InvariantCulture), uint.Parse(number[1], CultureInfo.InvariantCulture));
        IsDirect = File.ReadAllText($"/sys/class/block/{Path.GetFileName(Device)}/loop/dio").Trim() == "1";
    }

    /// <summary>In /dev.</summary>
    internal string Device { get; }

    internal DeviceNumber Number { get; }

    /// <summary>The host's filesystem can do it.</summary>
    internal bool IsDirect { get; }

    public void Dispose()
    {
        _ = HostProgram.Run("losetup", "--detach", Device);
        File.Delete(_file);
    }
}
