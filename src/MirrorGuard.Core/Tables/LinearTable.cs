using System;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Tables;

/// <summary>The parameters of a linear table: <c>8:16 2048</c>, the first sector of an image on its disk.</summary>
/// <param name="Disk">The disk.</param>
/// <param name="Start">Where the image begins, in sectors.</param>
public readonly record struct LinearTable(DeviceNumber Disk, ulong Start)
{
    /// <summary>Reads <paramref name="line"/>.</summary>
    /// <param name="line">The parameters as <c>dmsetup table</c> prints them.</param>
    /// <param name="table">The parts, or a default value when the line is refused.</param>
    public static bool TryParse(ReadOnlySpan<byte> line, out LinearTable table)
    {
        var cursor = new StatusCursor(line.TrimEnd((byte)' '));
        table = default;
        if (!cursor.TakeDevice(out var disk) || !cursor.TakeBlank()
            || !cursor.TakeNumber(0, Sectors.MaxCount, Expectation.StartSector, out var start) || !cursor.AtEnd)
            return false;
        table = new LinearTable(disk, start);
        return true;
    }
}
