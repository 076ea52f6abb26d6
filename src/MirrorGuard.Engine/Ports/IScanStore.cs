using System;
using MirrorGuard.Core;

namespace MirrorGuard.Engine.Ports;

/// <summary>What of scans outlives the machine's run: a small file for each device.</summary>
public interface IScanStore
{
    /// <summary>The file's content; empty when there is none or it cannot be read.</summary>
    byte[] Read(DeviceIdentity device);

    /// <summary>Replaces the file as a whole; what was there counts until all of the new is on the disk. False: it could not be done.</summary>
    bool TryWrite(DeviceIdentity device, ReadOnlySpan<byte> content);

    /// <summary>Puts a file that cannot be trusted where it is not read again, and a person finds it; the new path, or null if that failed.</summary>
    string? SetAside(DeviceIdentity device);

    /// <summary>
    /// Where what is about to be overwritten can be kept: the path of a file that is not there, in a directory that is. Null: enough is kept
    /// already.
    /// </summary>
    /// <param name="device">Whose.</param>
    /// <param name="leg">The leg, from 0.</param>
    /// <param name="range">Where, on the leg.</param>
    /// <param name="time">By the calendar.</param>
    string? PlaceToKeep(DeviceIdentity device, int leg, SectorRange range, DateTimeOffset time);
}
