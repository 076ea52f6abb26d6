using System.Collections.Generic;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Reports;

/// <content>How the volumes are, looked at every so often, and what is counted of them.</content>
public sealed partial class ReportDesk
{
    private void Observe(Instant now)
    {
        VolumeWatch[] watches;
        lock (_gate)
        {
            _observeAt = now + ObservationPeriod;
            watches = [.. _watches];
        }
        foreach (var watch in watches)
        {
            if (watch.Look(ports.DeviceMapper, world.Machine.Time, now) is { } stillDegraded)
                ports.Log.Write(stillDegraded);
        }
        WriteMetrics(watches);
    }

    private void WriteMetrics(VolumeWatch[] watches)
    {
        var path = ports.Settings.Reports.Metrics;
        if (path.Length == 0)
            return;
        var fault = world.Metrics.Replace(path, MetricsText.Write(Measured(watches), Counted(), _runner.Tally, world.Machine.Time));
        if (fault is not null && fault != _metricsFault)
            ports.Log.Write(Severity.Warning, $"metrics cannot be written to {path}: {fault}");
        _metricsFault = fault;
    }

    private List<VolumeMetrics> Measured(VolumeWatch[] watches)
    {
        var standings = new Dictionary<string, ScanReport>();
        foreach (var scan in scans())
            standings[scan.Volume] = scan;
        // Of two registrations of one device the newer one counts.
        var volumes = new Dictionary<string, VolumeMetrics>();
        foreach (var watch in watches)
            volumes[watch.Volume] = new VolumeMetrics(watch.Volume, watch.Standing, watch.ObservedAt, standings.GetValueOrDefault(watch.Volume));
        var sorted = new List<VolumeMetrics>(volumes.Values);
        sorted.Sort((left, right) => string.CompareOrdinal(left.Volume, right.Volume));
        return sorted;
    }

    private List<EventCount> Counted()
    {
        var sorted = new List<EventCount>(_counts.Values);
        sorted.Sort((left, right) => string.CompareOrdinal(left.Volume, right.Volume) is not 0 and var order ? order : string.CompareOrdinal(left.Event, right.Event));
        return sorted;
    }

    private void Count(string volume, string name)
    {
        var key = $"{volume} {name}";
        _counts[key] = new EventCount(volume, name, _counts.GetValueOrDefault(key)?.Count + 1 ?? 1);
    }
}
