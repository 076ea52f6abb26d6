using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

using MirrorGuard.Core;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Scan;
using MirrorGuard.Engine.Tests.Ports;

namespace MirrorGuard.Engine.Tests.Scan;

/// <summary>
/// Some intervals of a volume's life, drawn from a seed: how long it is, how fast its disks may be read and at what time of day, and
/// what comes in between. The ceiling is twice what the interval needs, and what disturbs takes less than a tenth of it.
/// </summary>
internal sealed class ScanCoverageRun
{
    /// <summary>What is noted as read by itself: the smallest block that a leg is read in here.</summary>
    private const int GranuleSectors = 8;

    private const double Slack = 2;
    private const int Intervals = 4;
    private const int DisturbancesPerInterval = 6;

    /// <summary>What one of them may take, of the time in which the scan may run.</summary>
    private const double LongestDisturbance = 0.01;

    private static readonly DeviceIdentity Identity = new("vg-lv", "LVM-lv");

    private readonly Random _random;
    private readonly ulong _sectors;
    private readonly DateTimeOffset[] _readAt;
    private readonly SimulatedDeviceMapper _kernel = new();
    private readonly SimulatedScanWorld _world = new();
    private readonly ManualClock _clock = new();
    private readonly FixedSettings _settings;
    private ScanScheduler _scheduler;
    private MonitoredDevice _device;
    private int _answered;
    private Instant _soundAt;
    private DateTimeOffset? _lastStart;
    private DateTimeOffset? _lastEnded;

    internal ScanCoverageRun(int seed)
    {
        _random = new Random(seed);
        _sectors = (ulong)(GranuleSectors * _random.Next(1, 1 << _random.Next(1, 19)));
        _readAt = new DateTimeOffset[_sectors / GranuleSectors];
        _settings = new FixedSettings(new FaultSettings(), Draw());
        _kernel.OnTable = table => table.Set(new DeviceNumber(254, 0), _sectors, "mirror"u8, "core 1 8 2 254:1 0 254:2 0 1 handle_errors"u8);
        _kernel.OnPart = (number, table) => table.Set(number, _sectors, "linear"u8, Encoding.ASCII.GetBytes($"8:{16 * number.Minor} 2048"));
        _kernel.Set(Identity, DeviceFixture.InSync);
        _world.Answer = Read;
        (_scheduler, _device) = Start();
    }

    /// <summary>What was not as it should be.</summary>
    internal List<string> Faults { get; } = [];

    /// <summary>Passes that came to their end.</summary>
    internal int Passes { get; private set; }

    private ScanSettings Scan => _settings.Scan;

    internal void Run()
    {
        var end = _clock.Now + (Scan.Interval * Intervals);
        var disturbedAt = NextDisturbance();
        while (_clock.Now < end)
        {
            if (_clock.Now >= disturbedAt)
            {
                Disturb();
                disturbedAt = NextDisturbance();
            }
            if (_clock.Now >= _soundAt)
                _kernel.Set(Identity, DeviceFixture.InSync);
            _scheduler.Attend();
            var rest = _world.Requests.Count > _answered ? TimeSpan.FromMilliseconds(5) : _scheduler.Rest;
            Advance(rest > TimeSpan.FromMilliseconds(1) ? rest : TimeSpan.FromMilliseconds(1));
        }
        if (_lastEnded != _lastStart && _world.Time - _lastStart > Scan.Interval)
            Faults.Add($"the pass of {_lastStart} has not come to its end by {_world.Time}");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{_sectors} sectors, {Scan.Bandwidth}, every {Scan.Interval}, window {Scan.Window}");

    private ScanSettings Draw()
    {
        var isAnyTime = _random.Next(2) == 0;
        var from = new TimeOnly(_random.Next(24), _random.Next(60));
        var window = isAnyTime ? DailyWindow.AnyTime : new DailyWindow(from, from.Add(TimeSpan.FromMinutes(_random.Next(60, 1200))));
        // Of days with a window, at least one is whole wherever the interval begins.
        var interval = isAnyTime ? TimeSpan.FromHours(_random.Next(8, 200)) : TimeSpan.FromHours(_random.Next(50, 240));
        var share = isAnyTime ? 1 : window.ShareOfDay * Math.Floor(interval.TotalDays) / interval.TotalDays;
        var needed = _sectors * Sectors.Size / (interval.TotalSeconds * share);
        return new ScanSettings { Interval = interval, Window = window, Bandwidth = new Bandwidth((int)Math.Ceiling(needed * Slack / 1024)) };
    }

    private (ScanScheduler Scheduler, MonitoredDevice Device) Start()
    {
        var ports = new EnginePorts(_kernel, new NoHelpers(), new SimulatedLvm(), new MemoryStore(), _settings, new RecordingLog(), _clock);
        var scheduler = new ScanScheduler(ports, _world.Ports, _ => Decide);
        var device = new MonitoredDevice(1, Identity, new VolumeName("vg", "lv"), ports, new Supervision(_clock) { Scans = scheduler });
        device.Register(new DeviceStatus());
        return (scheduler, device);
    }

    private Instant NextDisturbance() => _clock.Now + (Scan.Interval * (_random.NextDouble() * 2 / DisturbancesPerInterval));

    /// <summary>The volume is registered anew, or dmeventd killed, or the mirror is not whole for a while.</summary>
    private void Disturb()
    {
        switch (_random.Next(3))
        {
            case 0:
                _device.Retire();
                _scheduler.Attend();
                (_scheduler, _device) = Start();
                break;
            case 1:
                (_scheduler, _device) = Start();
                break;
            default:
                _kernel.Set(Identity, DeviceFixture.Resyncing);
                _soundAt = _clock.Now + (Scan.Interval * (_random.NextDouble() * LongestDisturbance * Scan.Window.ShareOfDay));
                break;
        }
    }

    private void Advance(TimeSpan time)
    {
        _clock.Advance(time);
        _world.Time += time;
    }

    private Comparison Read(CompareRequest request)
    {
        _answered++;
        if (_answered == _world.Requests.Count)
        {
            _world.Requests.Clear();
            _answered = 0;
        }
        if (_random.Next(500) == 0)
            return SimulatedScanWorld.Same(request) with { Outcome = CompareOutcome.Refused };
        if (_random.Next(500) == 0)
            return Comparison.Lost(request.Id);
        Array.Fill(_readAt, _world.Time, (int)(request.Range.Start.Count / GranuleSectors), (int)(request.Range.Length.Count / GranuleSectors));
        return SimulatedScanWorld.Same(request);
    }

    private ScanDecision Decide(in ScanState state, in ScanInput input, in ScanCircumstances circumstances, Instant now)
    {
        var decision = ScanPlanner.Step(in state, in input, in circumstances, now);
        if (decision.State.Pass is { } running && running.StartedAt != _lastStart)
            NoteStart(running.StartedAt);
        if (decision.Finished is { } pass)
            NoteEnd(in pass);
        return decision;
    }

    private void NoteStart(DateTimeOffset start)
    {
        var latest = _lastStart + Scan.Interval + (Scan.Interval * LongestDisturbance) + TimeSpan.FromMinutes(5);
        if (start > latest && Scan.Window == DailyWindow.AnyTime)
            Faults.Add($"the pass of {start} began late: the one before began {_lastStart}");
        _lastStart = start;
    }

    private void NoteEnd(in ScanPass pass)
    {
        Passes++;
        var start = pass.StartedAt;
        _lastEnded = start;
        if (_world.Time > start + Scan.Interval)
            Faults.Add($"the pass of {start} took until {_world.Time}");
        if (_readAt.Any(at => at < start))
            Faults.Add($"the pass of {start} has not read everything");
    }
}
