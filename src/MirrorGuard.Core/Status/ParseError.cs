using System;
using System.Globalization;

namespace MirrorGuard.Core.Status;

/// <summary>Why a line was refused: <c>expected a number of legs (1-9) at byte 2</c>.</summary>
/// <param name="Position">
/// 0-based, in bytes: the first byte that does not fit, the first byte of a number that is out of range, or the length of a line that ends too early.
/// </param>
/// <param name="Expected">What would have been right there.</param>
public readonly record struct ParseError(int Position, Expectation Expected)
{
    /// <summary><c>expected a number of legs (1-9) at byte 2</c></summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"expected {Words(Expected)} at byte {Position}");

    /// <summary>The same error seen from a longer text in which the line starts at <paramref name="offset"/>.</summary>
    public ParseError MovedBy(int offset) => this with { Position = Position + offset };

    /// <summary>Words for <paramref name="expected"/>, to stand behind "expected".</summary>
    public static string Words(Expectation expected) => expected switch
    {
        Expectation.Nothing => "nothing",
        Expectation.Blank => "a single blank",
        Expectation.EndOfLine => "the end of the line",
        Expectation.LegCount => "a number of legs (1-9)",
        Expectation.Major => "a major number (0-4095)",
        Expectation.Colon => "':' between major and minor number",
        Expectation.Minor => "a minor number (0-1048575)",
        Expectation.SyncedRegions => "a number of regions in sync",
        Expectation.Slash => "'/' between regions in sync and all regions",
        Expectation.TotalRegions => "a number of all regions, at least 1 and at least those in sync",
        Expectation.HealthWordCount => "'1', the number of words with health letters",
        Expectation.LegHealth => "a leg's health letter (A, F, D, S, R or U)",
        Expectation.Log => "a log ('1 core', '3 disk ...', '1 clustered-core', '3 clustered-disk ...' or 'userspace ...')",
        Expectation.MemoryLogKind => "'core' or 'clustered-core'",
        Expectation.DiskLogKind => "'disk', 'clustered-disk' or 'cluster'",
        Expectation.LogHealth => "the log device's health letter (A, F or D)",
        Expectation.ClusteredLogHealth => "the clustered log device's health letter (A or D)",
        Expectation.UserspaceLog => "'1 COM_FAILURE', '1 clustered-core' or '3 clustered-disk ...'",
        Expectation.UserspaceMemoryLogKind => "'COM_FAILURE' or 'clustered-core'",
        Expectation.UserspaceDiskLogKind => "'clustered-disk' or 'cluster'",
        Expectation.StartSector => "a start sector",
        Expectation.SectorCount => "a number of sectors, at least 1",
        Expectation.TargetType => "a target type, such as 'mirror'",
        _ => throw new ArgumentOutOfRangeException(nameof(expected), expected, "not an expectation"),
    };
}
