using System.Collections.Generic;

using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>
/// A copy under way, as the real helper makes it: the range is read, then written past the cache, then read back. Anything may happen
/// between two blocks.
/// </summary>
internal sealed class CopyRun(PlannedStep step, HostVolume volume, uint eventsWhenSent, bool isOverwriting)
{
    private const int EIO = 5;
    private const int EBADMSG = 74;

    private readonly List<ulong> _contents = [];
    private int _written;
    private int _readBack;

    internal bool IsOver => _readBack == step.Blocks;

    /// <summary>Reads or writes the next block; 0, or an errno.</summary>
    internal int Step()
    {
        if (_contents.Count < step.Blocks)
            return Read();
        return _written < step.Blocks ? Write() : ReadBack();
    }

    private ImageDevice Source => volume.ImageOf(step.Device)!;

    private ImageDevice Target => volume.ImageOf(step.Target)!;

    private int Read()
    {
        if (!Source.TryRead(step.Block + _contents.Count, out var contents))
            return EIO;
        _contents.Add(contents);
        return 0;
    }

    private int Write()
    {
        var block = step.Block + _written;
        volume.Checker.Check(Actor.Others);
        if (isOverwriting)
            volume.ScanChecker.CheckOverwrite(Target, block);
        else
            volume.ScanChecker.CheckRewrite(Target, block);
        var isWritten = Target.TryWriteDurably(block, _contents[_written]);
        volume.Checker.CheckRewrite(block, volume.Machine.Mirror?.EventNumber == eventsWhenSent);
        _written++;
        return isWritten ? 0 : EIO;
    }

    private int ReadBack()
    {
        if (!Target.TryRead(step.Block + _readBack, out var contents))
            return EIO;
        return contents == _contents[_readBack++] ? 0 : EBADMSG;
    }
}
