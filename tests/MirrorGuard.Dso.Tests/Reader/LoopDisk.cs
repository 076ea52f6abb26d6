using System;
using System.Globalization;
using System.IO;
using System.Threading;
using MirrorGuard.Core.Status;
using MirrorGuard.Dso.Tests.Hosts;

namespace MirrorGuard.Dso.Tests.Reader;

/// <summary>A block device over a file; what is written to the file is what the device holds.</summary>
internal sealed class LoopDisk : IDisposable
{
    private static readonly TimeSpan DetachLimit = TimeSpan.FromSeconds(10);

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private bool _isAttached;

    /// <summary>A device of <paramref name="length"/> bytes that follow from <paramref name="seed"/>.</summary>
    internal LoopDisk(int length, int seed = 1, int blockBytes = 512)
    {
        byte[] content = new byte[length];
        new Random(seed).NextBytes(content);
        File.WriteAllBytes(_file, content);
        Name = Tool.Run("losetup", "--find", "--show", "--sector-size", blockBytes.ToString(CultureInfo.InvariantCulture), _file).Trim();
        _isAttached = true;
        string[] number = File.ReadAllText($"/sys/class/block/{Path.GetFileName(Name)}/dev").Trim().Split(':');
        Number = new DeviceNumber(uint.Parse(number[0], CultureInfo.InvariantCulture), uint.Parse(number[1], CultureInfo.InvariantCulture));
    }

    /// <summary>In /dev.</summary>
    internal string Name { get; }

    internal DeviceNumber Number { get; }

    public void Dispose()
    {
        Detach();
        File.Delete(_file);
    }

    /// <summary>The number is left without a device; while somebody else looks at it, the kernel keeps it.</summary>
    internal void Detach()
    {
        if (_isAttached)
        {
            Tool.Run("losetup", "--detach", Name);
            if (!SpinWait.SpinUntil(() => !File.Exists($"/sys/class/block/{Path.GetFileName(Name)}/loop/backing_file"), DetachLimit))
                throw new InvalidOperationException($"{Name} is still in use after {DetachLimit.TotalSeconds} s");
        }
        _isAttached = false;
    }

    internal void Write(long offset, params ReadOnlySpan<byte> bytes)
    {
        using FileStream file = File.OpenWrite(_file);
        file.Position = offset;
        file.Write(bytes);
    }

    /// <summary>Inverts one byte, so that nothing is left as it was.</summary>
    internal void Change(long offset)
    {
        using FileStream file = File.Open(_file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = offset;
        int old = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)~old);
    }

    /// <summary>Reads from there on fail with <c>EIO</c>: the device is as large as before, and the file is not.</summary>
    internal void MakeUnreadableFrom(long offset)
    {
        using FileStream file = File.OpenWrite(_file);
        file.SetLength(offset);
    }
}
