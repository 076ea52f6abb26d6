using System;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Tables;

/// <summary>The parameters of a live mirror table: <c>disk 2 254:2 1024 2 254:3 0 254:4 0 1 handle_errors</c>, cut into its parts.</summary>
/// <remarks>
/// <para><c>"core" 1|2 | "disk" 2|3 logdev; region ["sync"|"nosync"]; legs; (device start)*; [1 "handle_errors" | 2 "handle_errors" "keep_log"]</c></para>
/// <para>
/// Anything else is refused: what we do not understand we do not load anew. The parts are ranges of the line, so that nothing is
/// allocated. Source: kernel <c>dm-raid1.c: mirror_status</c>, <c>dm-log.c: core_status, disk_status</c>.
/// </para>
/// </remarks>
public readonly struct MirrorTable
{
    private readonly Range _logDevice;
    private readonly Range _regionSize;
    private readonly Range _legs;

    private MirrorTable(Range logDevice, Range regionSize, in Legs legs, ErrorHandling errorHandling)
    {
        _logDevice = logDevice;
        _regionSize = regionSize;
        _legs = legs.Text;
        LegCount = legs.Count;
        AreLegsWhole = legs.AreWhole;
        ErrorHandling = errorHandling;
    }

    /// <summary>The longest table: a disk log and <see cref="MirrorStatus.MaxLegs"/> legs of 40 bytes each, with room.</summary>
    public const int MaxLength = 512;

    /// <summary>1 to <see cref="MirrorStatus.MaxLegs"/>.</summary>
    public int LegCount { get; }

    /// <summary>Every leg begins at its device's first sector, as LVM's do: an offset on the leg is one on its image.</summary>
    public bool AreLegsWhole { get; }

    /// <summary>What it does with a failed write.</summary>
    public ErrorHandling ErrorHandling { get; }

    /// <summary>The log is on a device, so that the kernel copies only what differs after a reload.</summary>
    public bool HasDiskLog => _logDevice.Start.Value != _logDevice.End.Value;

    /// <summary>Cuts <paramref name="line"/>.</summary>
    /// <param name="line">The parameters as <c>dmsetup table</c> prints them; the kernel's ends with a blank.</param>
    /// <param name="table">The parts, or a default value when the line is refused.</param>
    public static bool TryParse(ReadOnlySpan<byte> line, out MirrorTable table)
    {
        table = default;
        var trimmed = line.TrimEnd((byte)' ');
        var cursor = new StatusCursor(trimmed);
        if (trimmed.Length > MaxLength || !TakeLog(ref cursor, out var logDevice, out var regionSize))
            return false;
        if (!TakeLegs(ref cursor, out var legs) || !TakeErrorHandling(ref cursor, out var errorHandling))
            return false;
        table = new MirrorTable(logDevice, regionSize, in legs, errorHandling);
        return true;
    }

    /// <summary>
    /// The same mirror with another treatment of errors, and without <c>sync</c> or <c>nosync</c>: either would make the kernel forget
    /// which regions differ (kernel <c>dm-log.c: disk_resume</c>).
    /// </summary>
    /// <param name="line">The line that was cut.</param>
    /// <param name="errorHandling">What the new table does with a failed write.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    public ReadOnlySpan<byte> Write(ReadOnlySpan<byte> line, ErrorHandling errorHandling, Span<byte> destination)
    {
        var text = new LineWriter(destination);
        if (HasDiskLog)
        {
            text.Word("disk"u8);
            text.Word("2"u8);
            text.Word(line[_logDevice]);
        }
        else
        {
            text.Word("core"u8);
            text.Word("1"u8);
        }
        text.Word(line[_regionSize]);
        text.Word(line[_legs]);
        text.Word(errorHandling switch
        {
            ErrorHandling.Held => "1 handle_errors"u8,
            ErrorHandling.KeptInLog => "2 handle_errors keep_log"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(errorHandling)),
        });
        return text.Written;
    }

    private static bool TakeLog(ref StatusCursor cursor, out Range logDevice, out Range regionSize)
    {
        regionSize = default;
        logDevice = default;
        var isDisk = cursor.Skip("disk "u8);
        if (!isDisk && !cursor.Skip("core "u8))
            return false;

        var fixedArguments = isDisk ? 2UL : 1UL;
        if (!cursor.TakeNumber(fixedArguments, fixedArguments + 1, Expectation.Log, out var arguments) || !cursor.TakeBlank())
            return false;
        if (isDisk && !(TakeDevice(ref cursor, out logDevice) && cursor.TakeBlank()))
            return false;
        var from = cursor.Position;
        if (!cursor.TakeNumber(1, uint.MaxValue, Expectation.Log, out _))
            return false;
        regionSize = from..cursor.Position;
        return (arguments == fixedArguments || cursor.Skip(" sync"u8) || cursor.Skip(" nosync"u8)) && cursor.TakeBlank();
    }

    private static bool TakeLegs(ref StatusCursor cursor, out Legs legs)
    {
        var from = cursor.Position;
        var areWhole = true;
        legs = default;
        if (!cursor.TakeNumber(1, MirrorStatus.MaxLegs, Expectation.LegCount, out var count))
            return false;
        for (var leg = 0; leg < (int)count; leg++)
        {
            if (!cursor.TakeBlank() || !cursor.TakeDevice(out _) || !cursor.TakeBlank()
                || !cursor.TakeNumber(0, Sectors.MaxCount, Expectation.StartSector, out var start))
                return false;
            areWhole &= start == 0;
        }
        legs = new Legs(from..cursor.Position, (int)count, areWhole);
        return true;
    }

    private static bool TakeErrorHandling(ref StatusCursor cursor, out ErrorHandling errorHandling)
    {
        errorHandling = cursor.Skip(" 1 handle_errors"u8) ? ErrorHandling.Held
            : cursor.Skip(" 2 handle_errors keep_log"u8) ? ErrorHandling.KeptInLog
            : ErrorHandling.Ignored;
        return cursor.AtEnd;
    }

    private static bool TakeDevice(ref StatusCursor cursor, out Range device)
    {
        var from = cursor.Position;
        var isDevice = cursor.TakeDevice(out _);
        device = from..cursor.Position;
        return isDevice;
    }

    /// <param name="Text">The legs, as in the line.</param>
    /// <param name="Count">How many there are.</param>
    /// <param name="AreWhole"><see cref="AreLegsWhole"/></param>
    private readonly record struct Legs(Range Text, int Count, bool AreWhole);
}
