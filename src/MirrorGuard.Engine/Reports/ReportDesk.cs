using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Reports;

/// <summary>
/// Tells whoever is to hear of what happens, on a thread of its own: the history, the journal, the administrator's program, the metrics.
/// Others only leave word. Each of these may wait for a disk that waits for a repair, so nobody waits for this thread.
/// </summary>
/// <param name="ports">The world.</param>
/// <param name="world">The world of reports.</param>
/// <param name="scans">How scans stand.</param>
public sealed partial class ReportDesk(EnginePorts ports, ReportPorts world, Func<IReadOnlyList<ScanReport>> scans)
{
    /// <summary>How often volumes are looked at: as often as a Prometheus usually asks.</summary>
    private static readonly TimeSpan ObservationPeriod = TimeSpan.FromSeconds(15);

    /// <summary>Volumes are registered many at a time.</summary>
    private static readonly TimeSpan FirstObservation = TimeSpan.FromSeconds(1);

    /// <summary>How long a volume may be without a registration before it is out of the metrics.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(5);

    /// <summary>What more is left while the thread waits for a disk is lost, and counted.</summary>
    private const int MaxNews = 1024;

    private readonly object _gate = new();
    private readonly Queue<News> _news = [];
    private readonly List<VolumeWatch> _watches = [];
    private readonly Dictionary<ReportKey, Latest> _untold = [];
    private readonly Dictionary<string, EventCount> _counts = [];

    /// <summary>By UUID, of volumes without a registration.</summary>
    private readonly Dictionary<string, DegradedWatch> _degraded = [];
    private readonly ReportRunner _runner = new(world.Programs);
    private ReportThrottle _throttle = ReportThrottle.New;
    private Instant _observeAt;
    private long _lost;
    private long _happened;
    private string? _metricsFault;
    private bool _isHistoryFaultSaid;
    private ReportStanding _standing = new("", 0, 0, null);

    /// <summary>Something happened; from any thread, which waits for nothing here.</summary>
    public void Note(Occurrence occurrence)
    {
        var time = world.Machine.Time;
        lock (_gate)
        {
            if (_news.Count < MaxNews)
                _news.Enqueue(new News(occurrence, time));
            else
                _lost++;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>A device was registered.</summary>
    internal void Add(MonitoredDevice device)
    {
        lock (_gate)
        {
            _ = _degraded.Remove(device.Identity.Uuid, out var degraded);
            _watches.Add(new VolumeWatch(device, degraded));
            ObserveWithin(FirstObservation);
        }
    }

    /// <summary>A registration has ended.</summary>
    internal void Remove(MonitoredDevice device)
    {
        lock (_gate)
        {
            if (_watches.Find(watch => ReferenceEquals(watch.Device, device)) is not { } watch)
                return;
            _watches.Remove(watch);
            _degraded[device.Identity.Uuid] = watch.Degraded;
            // A volume that was taken out of use is not one that nobody looks at; but LVM's commands take many for a moment.
            ObserveWithin(Absence);
        }
    }

    /// <summary>Under the lock.</summary>
    private void ObserveWithin(TimeSpan time)
    {
        var at = ports.Clock.Now + time;
        if (at >= _observeAt)
            return;
        _observeAt = at;
        Monitor.Pulse(_gate);
    }

    /// <summary>Answers a person, from any thread.</summary>
    internal byte[] Answer(ControlCommand command)
    {
        if (command == ControlCommand.ReportTest)
        {
            Note(new Occurrence(EventKind.Test, Severity.Notice, "", "a test: reports of MirrorGuard arrive. Nothing has to be done."));
            return ControlReply.Done();
        }
        lock (_gate)
            return ControlReply.Of(_standing);
    }

    /// <summary>Does what is due. The thread's loop calls this.</summary>
    public void Attend()
    {
        var now = ports.Clock.Now;
        while (TakeNews() is { } news)
            Tell(news.Occurrence, news.Time, now);
        TellWithheld(now);
        foreach (var line in _runner.Attend(now))
            Tell(new Occurrence(EventKind.Noted, Severity.Warning, "", line), world.Machine.Time, now, isLogged: false);
        if (now >= ObserveAt())
            Observe(now);
        var program = ports.Settings.Reports.Program;
        lock (_gate)
            _standing = new ReportStanding(program, _runner.Tally.Sent, _runner.Tally.Failed, _runner.LastFault);
    }

    /// <summary>Waits until there may be something to attend to. The thread's loop calls this.</summary>
    public void Rest()
    {
        var now = ports.Clock.Now;
        Instant due;
        lock (_gate)
        {
            if (_news.Count > 0)
                return;
            due = _observeAt;
            if (_throttle.DueAt(ports.Settings.Reports.Interval) is { } told && told < due)
                due = told;
            if (_runner.DueAt(now) is { } run && run < due)
                due = run;
            if (due > now)
                Monitor.Wait(_gate, due - now);
        }
    }

    private Instant ObserveAt()
    {
        lock (_gate)
            return _observeAt;
    }

    private News? TakeNews()
    {
        lock (_gate)
        {
            if (_news.TryDequeue(out var news))
                return news;
            if (_lost == 0)
                return null;
            var lost = _lost;
            _lost = 0;
            return new News(new Occurrence(EventKind.Noted, Severity.Warning, "", string.Create(CultureInfo.InvariantCulture,
                $"{lost} lines of the history were lost while a disk kept it waiting; the log has them.")), world.Machine.Time);
        }
    }

    private void Tell(Occurrence occurrence, DateTimeOffset time, Instant now, bool isLogged = true)
    {
        if (!isLogged)
            ports.Log.Write(occurrence.Severity, occurrence.Line);
        Count(occurrence.Volume, EventNames.Of(occurrence.Kind));
        if (occurrence.Kind != EventKind.Noted)
            Report(occurrence, time, now);
        // Last, since the file may lie on the very volume that it is about.
        Keep(occurrence, time);
    }

    private void Report(Occurrence occurrence, DateTimeOffset time, Instant now)
    {
        if (occurrence.Kind == EventKind.Test)
        {
            Send(new ReportLetter(occurrence, time, 1));
            return;
        }
        _untold[occurrence.Key] = new Latest(occurrence, time, 1, _happened++);
        _throttle = _throttle.Happened(occurrence.Key, ports.Settings.Reports.Interval, now, out var due);
        Send(due);
    }

    private void TellWithheld(Instant now)
    {
        _throttle = _throttle.TakeDue(ports.Settings.Reports.Interval, now, out var due);
        Send(due);
    }

    private void Send(IReadOnlyList<DueReport> due)
    {
        var told = new List<Latest>();
        foreach (var report in due)
        {
            if (_untold.Remove(report.Key, out var latest))
                told.Add(latest with { Count = report.Count });
        }
        // So that the last word is how it is.
        told.Sort((left, right) => left.Number.CompareTo(right.Number));
        foreach (var latest in told)
            Send(new ReportLetter(latest.Occurrence, latest.Time, latest.Count));
    }

    private void Send(ReportLetter letter)
    {
        world.Journal.Send(
        [
            new("MESSAGE", letter.Message),
            new("PRIORITY", ((int)letter.Of.Severity).ToString(CultureInfo.InvariantCulture)),
            new("SYSLOG_IDENTIFIER", "mirrorguard"),
            .. letter.Fields,
        ]);
        var program = ports.Settings.Reports.Program;
        if (program.Length > 0 && _runner.Send(program, letter) is { } fault)
            ports.Log.Write(Severity.Warning, fault);
    }

    private void Keep(Occurrence occurrence, DateTimeOffset time)
    {
        var entry = new HistoryEntry(
            time, occurrence.Volume, EventNames.Of(occurrence.Kind), ReportLetter.NameOf(occurrence.Severity), occurrence.Sentence, occurrence.Status);
        if (world.History.TryAppend(entry.ToLine()))
        {
            _isHistoryFaultSaid = false;
        }
        else if (!_isHistoryFaultSaid)
        {
            _isHistoryFaultSaid = true;
            ports.Log.Write(Severity.Warning, "the history cannot be kept in /var/lib/mirrorguard; the log has all of it.");
        }
    }

    /// <param name="Occurrence">What happened.</param>
    /// <param name="Time">When.</param>
    private sealed record News(Occurrence Occurrence, DateTimeOffset Time);

    /// <param name="Occurrence">What happened last of its kind.</param>
    /// <param name="Time">When.</param>
    /// <param name="Count">How often since the last message.</param>
    /// <param name="Number">Grows with what happens: clocks may go back.</param>
    private sealed record Latest(Occurrence Occurrence, DateTimeOffset Time, int Count, long Number);
}
