using System;
using System.Collections.Generic;
using System.IO;

using MirrorGuard.Core.Status;

namespace MirrorGuard.Benchmarks.Reading;

/// <summary>Two legs that hold the same.</summary>
internal sealed class LegPair : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mirrorguard-legs-").FullName;
    private readonly LoopLeg _first;
    private readonly LoopLeg _second;

    internal LegPair(int mebibytes)
    {
        var (first, second) = (Path.Combine(_directory, "0"), Path.Combine(_directory, "1"));
        _ = HostProgram.Run("dd", "if=/dev/urandom", $"of={first}", "bs=1M", $"count={mebibytes}", "status=none");
        File.Copy(first, second);
        _ = HostProgram.Run("sync", first, second);
        _first = new LoopLeg(first);
        _second = new LoopLeg(second);
    }

    internal IReadOnlyList<DeviceNumber> Numbers => [_first.Number, _second.Number];

    internal IReadOnlyList<string> Devices => [_first.Device, _second.Device];

    internal bool IsDirect => _first.IsDirect && _second.IsDirect;

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
