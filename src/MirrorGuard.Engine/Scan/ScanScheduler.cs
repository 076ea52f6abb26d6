using System;
using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Scan;

/// <summary>
/// All scans of a process, on one thread. Others only leave word for it: registrations come and go on dmeventd's threads, which wait for
/// nothing here.
/// </summary>
/// <param name="ports">The world.</param>
/// <param name="world">The world of scans.</param>
/// <param name="decide">What decides for a volume; <see cref="ScanPlanner"/>, or a wrong one to see that the simulation finds it.</param>
public sealed class ScanScheduler(EnginePorts ports, ScanPorts world, Func<VolumeName, ScanStep>? decide = null)
{
    /// <summary>The longest wait; word that was left ends it before.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Nobody who looks would see it move more often.</summary>
    private static readonly TimeSpan PublishPeriod = TimeSpan.FromMilliseconds(200);

    private readonly object _gate = new();
    private readonly Queue<Action> _words = [];
    private readonly List<VolumeScan> _scans = [];
    private readonly DiskTurns _turns = new();
    private PressureGauge _pressure;
    private ScanReport[] _reports = [];
    private Instant _publishAt;

    /// <summary>Something may have happened since the last reports.</summary>
    private bool _hasNews;

    /// <summary>A device was registered; of two registrations of one device the newer one is scanned.</summary>
    internal void Add(MonitoredDevice device)
    {
        lock (_gate)
            _reports = [.. _reports.Where(report => report.Volume != device.Volume.ToString()), ScanReport.New(device.Volume.ToString())];
        Leave(() =>
        {
            End(scan => scan.Device.Identity.Uuid == device.Identity.Uuid);
            _scans.Add(new VolumeScan(device, ports, world, _turns, decide?.Invoke(device.Volume) ?? ScanPlanner.Step));
        });
    }

    /// <summary>A registration has ended.</summary>
    internal void Remove(MonitoredDevice device) => Leave(() => End(scan => ReferenceEquals(scan.Device, device)));

    /// <summary>A person wants a volume, or all, read now, or no longer.</summary>
    internal void Ask(VolumeName? volume, ScanInputKind kind) => Leave(() =>
    {
        foreach (var scan in _scans.Where(scan => volume is null || scan.Device.Volume == volume))
            scan.Ask(kind);
    });

    /// <summary>How all scans stand, from any thread.</summary>
    public IReadOnlyList<ScanReport> Standings => Reports(volume: null);

    /// <summary>Answers a request about scans, from any thread.</summary>
    internal byte[] Answer(ControlRequest request)
    {
        var reports = Reports(request.Volume);
        if (request.Volume is not null && reports.Length == 0)
            return ControlReply.Refused($"{request.Volume} is not monitored here");
        if (request.Command == ControlCommand.ScanStatus)
            return ControlReply.Of(reports);
        Ask(request.Volume, request.Command == ControlCommand.ScanStart ? ScanInputKind.StartAsked : ScanInputKind.StopAsked);
        return ControlReply.Done();
    }

    /// <summary>Does what is due. The thread's loop calls this.</summary>
    public void Attend()
    {
        while (TakeWord() is { } word)
        {
            word();
            _publishAt = default;
        }
        foreach (var scan in _scans.OrderBy(scan => scan.DueAt).ToList())
        {
            scan.Attend(_pressure.IsHigh);
            _pressure = _pressure.WithRead(scan.TakeReadTime());
        }
        _hasNews = true;
        if (ports.Clock.Now >= _publishAt)
            Publish();
        var now = ports.Clock.Now;
        if (_pressure.IsDue(now))
            _pressure = _pressure.Looked(world.Machine.DiskWaits, now);
    }

    /// <summary>How long nothing is to be done, unless an answer comes or word is left.</summary>
    public TimeSpan Rest
    {
        get
        {
            var now = ports.Clock.Now;
            var rest = _hasNews ? _publishAt - now : LongestWait;
            foreach (var scan in _scans)
            {
                var left = scan.DueAt - now;
                rest = left < rest ? left : rest;
            }
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    /// <summary>A bug was met: whatever is scanned is scanned no more, and nothing else suffers.</summary>
    public void Abandon() => End(_ => true);

    private ScanReport[] Reports(VolumeName? volume)
    {
        lock (_gate)
            return [.. _reports.Where(report => volume is null || report.Volume == volume.ToString())];
    }

    private void Publish()
    {
        _publishAt = ports.Clock.Now + PublishPeriod;
        _hasNews = false;
        ScanReport[] reports = [.. _scans.Select(scan => scan.Report)];
        lock (_gate)
            _reports = reports;
    }

    private void Leave(Action word)
    {
        lock (_gate)
            _words.Enqueue(word);
        world.Readers.Wake();
    }

    private Action? TakeWord()
    {
        lock (_gate)
            return _words.TryDequeue(out var word) ? word : null;
    }

    private void End(Func<VolumeScan, bool> which)
    {
        foreach (var scan in _scans.Where(which).ToList())
        {
            _scans.Remove(scan);
            scan.Dispose();
        }
    }
}
