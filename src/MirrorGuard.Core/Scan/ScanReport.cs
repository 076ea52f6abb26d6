using System;

namespace MirrorGuard.Core.Scan;

/// <summary>How the scan of a volume stands, for people and programs.</summary>
/// <param name="Volume"><c>vg/lv</c></param>
/// <param name="State"><c>off</c>, <c>resting</c>, <c>waiting</c> or <c>reading</c>.</param>
/// <param name="Obstacle">What it waits for; <see cref="ScanObstacle.None"/>: nothing.</param>
/// <param name="Position">How far it has read, in bytes; 0 between two passes.</param>
/// <param name="Length">The length of the volume in bytes; 0 while it is not known.</param>
/// <param name="Rate">Bytes of each leg per second that it means to read.</param>
/// <param name="Pass">The pass that is under way.</param>
/// <param name="LastFinishedAt">When the last pass came to its end.</param>
public sealed record ScanReport(
    string Volume, string State, ScanObstacle Obstacle, ulong Position, ulong Length, double Rate, ScanPass? Pass, DateTimeOffset? LastFinishedAt)
{
    /// <summary>The <see cref="State"/> in which legs are being read.</summary>
    public const string Reading = "reading";

    private const string Resting = "resting";

    /// <summary>It reads, but others use its disks: how fast it gets on is up to them.</summary>
    public bool MakesWay { get; init; }

    /// <summary>Days until every sector was read, at that rate; null between two passes, and while it makes way.</summary>
    public double? DaysLeft => Pass is null || Rate <= 0 || MakesWay ? null : (Length - Position) / Rate / TimeSpan.FromDays(1).TotalSeconds;

    /// <summary>Of a volume that was registered a moment ago.</summary>
    public static ScanReport New(string volume) => new(volume, Resting, ScanObstacle.None, 0, 0, 0, null, null);

    /// <summary>Reports on a scan.</summary>
    /// <param name="volume">Its name.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="circumstances">What its last step rested on.</param>
    public static ScanReport Of(string volume, in ScanState state, in ScanCircumstances circumstances)
    {
        var text = state.Obstacle == ScanObstacle.Off ? "off"
            : state.Obstacle != ScanObstacle.None ? "waiting"
            : state.Pass is null ? Resting : Reading;
        var rate = state.Pass is { } pass && circumstances.Length.Count > 0
            ? ScanPace.Rate(in pass, circumstances.Length, circumstances.Settings, circumstances.Time)
            : 0;
        return new ScanReport(
            volume, text, state.Obstacle, state.Pass?.Cursor.Bytes ?? 0, circumstances.Length.Bytes, rate, state.Pass, state.LastFinishedAt)
        {
            MakesWay = text == Reading && state.BackOff.IsSlowerThan(rate),
        };
    }
}
