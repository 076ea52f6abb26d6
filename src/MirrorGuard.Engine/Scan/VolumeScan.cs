using System;
using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Scan;

/// <summary>Scans one registration of a volume: asks the planner, sends what it wants to be read, and says what it finds. For the scan's thread alone.</summary>
public sealed partial class VolumeScan : IDisposable
{
    /// <summary>A reader that has nothing to do for longer than this ends: its memory is more than its start is worth.</summary>
    private static readonly TimeSpan ReaderPatience = TimeSpan.FromSeconds(5);

    /// <summary>A disk's driver gives up after minutes at the most; a read that takes longer may never end, and its process with it.</summary>
    private static readonly TimeSpan ReadPatience = TimeSpan.FromMinutes(5);

    /// <summary>Of one pass, one by one: of a leg that is another altogether there would be thousands. All are counted at the end of the pass.</summary>
    private const int MaxMismatchesSaid = 64;

    private readonly MonitoredDevice _device;
    private readonly EnginePorts _ports;
    private readonly ScanPorts _world;
    private readonly DiskTurns _turns;
    private readonly ScanStep _decide;
    private readonly DeviceStatus _status = new();
    private readonly MirrorTables _tables;
    private readonly string _lockFile;
    private ScanState _state = ScanState.New;
    private ScanSight? _sight;
    private ScanSight? _sightWhenSent;
    private IReadOnlyList<DeviceNumber> _placedLegs = [];
    private ulong _layout;
    private IReadOnlyList<string> _disks = [];
    private DiskUse _use;
    private ILegReader? _reader;
    private SectorRange? _toRead;
    private uint _id;
    private uint _lastId;
    private readonly HashSet<string> _said = [];
    private int _mismatchesSaid;
    private bool _hasTurn;
    private Instant _sentAt;
    private Instant _turnAt;
    private TimeSpan _readTime;
    private TimeSpan _longestUnwritten;

    internal VolumeScan(MonitoredDevice device, EnginePorts ports, ScanPorts world, DiskTurns turns, ScanStep decide)
    {
        _device = device;
        _ports = ports;
        _world = world;
        _turns = turns;
        _decide = decide;
        _tables = new MirrorTables(ports.DeviceMapper);
        _lockFile = $"/run/lock/lvm/V_{device.Volume.Vg}";
    }

    /// <summary>The registration.</summary>
    internal MonitoredDevice Device => _device;

    /// <summary>How it stands.</summary>
    internal ScanReport Report => ScanReport.Of(_device.Volume.ToString(), in _state, Circumstances(isMachineBusy: false));

    /// <summary>When to come back, unless an answer comes before.</summary>
    internal Instant DueAt => _id != 0 ? _sentAt + ReadPatience
        : _toRead is not null || _state.Phase == ScanPhase.Rewriting || _overwriting is not null ? _turnAt
        : _overwrites.DueAt is { } due && due < _state.DueAt ? due
        : _state.DueAt;

    /// <summary>What the scan has read since the last call took this long.</summary>
    internal TimeSpan TakeReadTime()
    {
        var time = _readTime;
        _readTime = TimeSpan.Zero;
        return time;
    }

    /// <summary>Goes on, if there is something to go on with.</summary>
    internal void Attend(bool isMachineBusy)
    {
        Recall();
        var now = _ports.Clock.Now;
        if (_id != 0)
            TakeAnswer(isMachineBusy, now);
        else if (_state.Phase == ScanPhase.Rewriting)
            TakeRewrite(isMachineBusy, now);
        if (_id == 0 && _toRead is null && _state.Phase == ScanPhase.Resting)
            AttendOverwrites(now);
        if (_id == 0 && _toRead is null && _state.Phase == ScanPhase.Resting && _overwriting is null && now >= _state.DueAt)
            Step(ScanInput.Of(ScanInputKind.Due), isMachineBusy);
        if (_id == 0 && _toRead is { } range)
            Send(range, isMachineBusy);
        if (_reader is not null && _id == 0 && DueAt - now > ReaderPatience)
            EndReader();
    }

    /// <summary>A person wants it.</summary>
    internal void Ask(ScanInputKind kind)
    {
        Recall();
        _toRead = null;
        if (_id == 0 && _state.Phase is ScanPhase.Reading or ScanPhase.Looking)
            _state = _state with { Phase = ScanPhase.Resting };
        if (kind == ScanInputKind.StopAsked)
            _overwrites = PendingOverwrites.None;
        Step(ScanInput.Of(kind), isMachineBusy: false);
        Save();
    }

    /// <summary>Ends; what was read is kept.</summary>
    public void Dispose()
    {
        if (_isRecalled)
            Save();
        EndReader();
        _turns.Forget(this);
    }

    private ScanSettings Settings => _ports.Settings.ScanOf(_device.Volume);

    private void Step(in ScanInput input, bool isMachineBusy)
    {
        Look();
        var circumstances = Circumstances(isMachineBusy);
        var decision = _decide(in _state, in input, in circumstances, _ports.Clock.Now);
        _state = decision.State;
        _toRead = decision.Work == ScanWork.Read ? decision.Range : null;
        if (decision.Work == ScanWork.Rewrite)
            Rewrite(decision.Places);
        Say(in decision);
    }

    private ScanCircumstances Circumstances(bool isMachineBusy) => new(
        Settings, _sight?.Obstacle ?? ScanObstacle.Unreadable, _sight?.Geometry.Length ?? default, _layout, _world.Machine.Time,
        _use.OthersWait(isMachineBusy), _longestUnwritten);

    private void Look()
    {
        _sight = ScanSight.Of(_device.Identity, _status, _tables, _ports.DeviceMapper);
        _longestUnwritten = _world.Pages.LongestUnwritten;
        // Each time: a table that was loaded since has undone it.
        if (Settings is { IsEnabled: true, ArePagesStable: true } && _tables.Device is { } mirror)
            _world.Pages.KeepStable(mirror);
        if (_sight.Obstacle == ScanObstacle.Busy)
            _device.LookForOwnSuspension();
        if (_sight.Obstacle == ScanObstacle.None && _device.IsHandlingFault)
            _sight = _sight with { Obstacle = ScanObstacle.Fault };
        // The legs of a volume that is mirrored again may lie elsewhere under the same numbers.
        if (_sight.Obstacle == ScanObstacle.Layout)
            _placedLegs = [];
        if (_sight.Obstacle != ScanObstacle.None || _placedLegs.SequenceEqual(_sight.Legs))
            return;
        var places = _sight.Legs.Select(_ports.DeviceMapper.PlaceOf).ToArray();
        _placedLegs = _sight.Legs;
        _layout = ScanLayout.Of(_sight.Geometry.Length, places);
        _disks = [.. places.SelectMany(place => place.Disks).Distinct()];
        _use = default;
    }

    /// <summary>Of all disks together what they moved; of a disk, on average, how long it was written to.</summary>
    private DiskCounts? CountsOfOthers
    {
        get
        {
            DiskCounts? counts = _disks.Count > 0 ? default(DiskCounts) : null;
            foreach (var disk in _disks)
                counts += _world.Machine.CountsOf(disk)?.Without(_turns.ReadOf(disk));
            return counts is { } all ? all with { Writing = all.Writing / _disks.Count } : null;
        }
    }

    private void Send(SectorRange range, bool isMachineBusy)
    {
        var now = _ports.Clock.Now;
        if (!_hasTurn && _turns.Take(this, _disks, now) is { } later)
        {
            _turnAt = later;
            return;
        }
        _hasTurn = true;
        Look();
        if (_reader is null && _sight!.Obstacle == ScanObstacle.None && (_reader = _world.Readers.Start(_device.Volume.ToString(), out var fault)) is null)
            SayOnce(ScanWords.OfNoReader(fault));
        var request = new CompareRequest(++_lastId, _sight!.Legs, _sight.Geometry.LogicalBlock, range, _lockFile);
        if (_sight.Obstacle == ScanObstacle.None && _reader is not null && _reader.TrySend(request))
        {
            _id = request.Id;
            _sentAt = now;
            // Whoever asks meanwhile has it looked at anew.
            _sightWhenSent = _sight;
            _toRead = null;
            return;
        }
        _toRead = null;
        EndReader();
        Step(ScanInput.Of(ScanInputKind.NotRead), isMachineBusy);
    }

    private void TakeAnswer(bool isMachineBusy, Instant now)
    {
        if (!_reader!.TryReceive(out var answer) || answer is null)
        {
            if (now - _sentAt > ReadPatience)
                Drop(ScanInputKind.ReadHangs, ScanWords.ReadHangs, isMachineBusy);
            return;
        }
        if (answer.Outcome == CompareOutcome.Lost)
        {
            Drop(ScanInputKind.NotRead, ScanWords.ReaderDied, isMachineBusy);
            return;
        }
        if (answer.Id != _id)
            return;
        _id = 0;
        _readTime += answer.Elapsed;
        EndTurn(answer.Compared);
        if (_use.IsDue(now))
            _use = _use.Looked(CountsOfOthers, now);
        Look();
        var counts = answer.Outcome == CompareOutcome.Done && _sightWhenSent!.Agrees(_sight!);
        var input = counts
            ? new ScanInput(ScanInputKind.Read, answer.Compared, answer.Elapsed, answer.Differences, answer.Unreadable)
            : ScanInput.Of(ScanInputKind.NotRead);
        Step(in input, isMachineBusy);
    }

    /// <summary>Its process may hang in a read, and is left to it.</summary>
    private void Drop(ScanInputKind kind, string sentence, bool isMachineBusy)
    {
        SayOnce(sentence);
        EndReader();
        Step(ScanInput.Of(kind), isMachineBusy);
    }

    /// <summary>Of what may happen again and again.</summary>
    private void SayOnce(string sentence)
    {
        if (_said.Add(sentence))
            Tell(EventKind.Noted, Severity.Warning, sentence);
    }

    private void Tell(EventKind kind, Severity severity, string sentence) =>
        _ports.Log.Write(new Occurrence(kind, severity, _device.Volume.ToString(), sentence));

    private void EndTurn(Sectors read)
    {
        if (_hasTurn)
            _turns.Give(this, read, Settings.Bandwidth);
        _hasTurn = false;
    }

    private void EndReader()
    {
        _reader?.Dispose();
        _reader = null;
        _id = 0;
        EndTurn(default);
    }

    private void Say(in ScanDecision decision)
    {
        var isNews = decision.Finished is not null;
        if (!decision.Mismatches.IsDefaultOrEmpty && _status.Mirrors.Length == 1)
        {
            isNews = true;
            var names = _device.Names.Of(in _status.Mirrors[0]);
            foreach (var mismatch in decision.Mismatches.Take(Math.Max(0, MaxMismatchesSaid - _mismatchesSaid)))
                Tell(EventKind.Mismatch, Severity.Warning, ScanWords.Of(in mismatch, in _status.Mirrors[0], names, Circumstances(isMachineBusy: false).Settle, ResponseTo(in mismatch)));
        }
        if (!decision.Mismatches.IsDefaultOrEmpty && Response == MismatchResponse.Resync)
            AddOverwrites(decision.Mismatches);
        _mismatchesSaid += decision.Mismatches.IsDefault ? 0 : decision.Mismatches.Length;
        if (decision.Finished is { } pass)
        {
            _mismatchesSaid = 0;
            var (severity, sentence) = ScanWords.Of(in pass, _sight!.Geometry.Length, _sight.Legs.Count, _world.Machine.Time);
            Tell(EventKind.ScanFinished, severity, sentence);
        }
        if (isNews || (_state.Pass is not null && _ports.Clock.Now - _savedAt >= RecordPeriod))
            Save();
    }
}
