using System;

namespace MirrorGuard.Engine.Ports;

/// <summary>What happened, for whoever asks later. May wait as long as the disk does that it is on.</summary>
public interface IHistory
{
    /// <summary>Adds a line, with its end; false when it cannot be kept.</summary>
    bool TryAppend(ReadOnlySpan<byte> line);
}
