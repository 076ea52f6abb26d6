using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>
/// A reader process, as the real one: it looks at LVM's lock, opens the legs, reads chunk by chunk and leg by leg, and compares. One
/// block of one leg at each step, so that anything may happen in between. It answers less than was asked for where it likes: a volume
/// of the model is shorter than one piece of a real one.
/// </summary>
internal sealed class ReaderOnModel(HostVolume volume) : ILegReader
{
    private const int EIO = 5;
    private const int ENXIO = 6;

    private static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(1);

    /// <summary>Whether a leg's chunk could be read counts for all of it.</summary>
    private readonly int _chunk = 1 + volume.Host.Random.Next(2);

    private CompareRequest? _request;
    private Comparison? _answer;
    private uint _lastId;
    private ImageDevice[]? _legs;
    private ulong?[][] _contents = [];
    private BlockTruth _before;
    private int _next;
    private int _blocks;
    private Instant _sentAt;
    private SimulatedDisk? _hangsOn;
    private bool _hangsForEver;
    private bool _isKilled;
    private readonly List<BlockReading> _readings = [];

    internal HostVolume Volume => volume;

    internal bool IsDisposed { get; private set; }

    /// <summary>The kernel does not come back from a read.</summary>
    internal bool IsHanging => _hangsOn is { } disk && (_hangsForEver || disk.Mode == DiskMode.Dead);

    /// <summary>There is something that it can do now.</summary>
    internal bool IsBusy => _request is not null && !IsHanging && !IsDisposed;

    public bool TrySend(CompareRequest request)
    {
        if (_isKilled)
            return false;
        volume.ScanChecker.CheckSent();
        _request = request;
        _legs = null;
        _sentAt = volume.Host.Clock.Now;
        _lastId = request.Id;
        return true;
    }

    public bool TryReceive(out Comparison? comparison)
    {
        comparison = _answer;
        _answer = null;
        if (comparison is { Outcome: CompareOutcome.Done })
            volume.ScanChecker.Answered(_readings);
        return comparison is not null;
    }

    public void Dispose() => IsDisposed = true;

    /// <summary>The kernel kills it for want of memory.</summary>
    internal void Kill()
    {
        if (_isKilled || IsHanging)
            return;
        volume.Tell("the reader is killed");
        _isKilled = true;
        _request = null;
        _answer = Comparison.Lost(_lastId);
    }

    /// <summary>Reads the next block of a leg.</summary>
    internal void Step()
    {
        if (!IsBusy)
            return;
        if (_legs is null)
            Begin(_request!);
        else
            Read(_request!, _legs);
    }

    private void Begin(CompareRequest request)
    {
        if (volume.Host.Lock.IsTaken)
        {
            Answer(request, CompareOutcome.Refused, []);
            return;
        }
        var legs = request.Legs.Select(volume.ImageOf).ToArray();
        if (legs.Contains(null))
        {
            Answer(request, CompareOutcome.Failed, [], ENXIO);
            return;
        }
        _legs = legs!;
        _next = 0;
        _readings.Clear();
        var asked = (int)(request.Range.Length.Count / Geometry.SectorsPerBlock);
        _blocks = volume.Host.Random.Next(2) == 0 ? asked : 1 + volume.Host.Random.Next(asked);
        _contents = [.. Enumerable.Range(0, _blocks).Select(_ => new ulong?[legs.Length])];
    }

    private void Read(CompareRequest request, ImageDevice[] legs)
    {
        var (block, leg) = (_next / legs.Length, _next % legs.Length);
        var disk = legs[leg].Live.Disk;
        if (disk is { Mode: DiskMode.Dead } && _hangsOn is null && volume.Host.Random.Next(4) == 0)
        {
            volume.Tell("the reader hangs");
            (_hangsOn, _hangsForEver) = (disk, volume.Host.Random.Next(4) == 0);
            return;
        }
        var first = FirstBlockOf(request);
        if (leg == 0)
            _before = volume.ScanChecker.Look(first + block, legs.Length);
        _contents[block][leg] = legs[leg].TryRead(first + block, out var contents) ? contents : null;
        if (leg == legs.Length - 1)
            _readings.Add(new BlockReading(first + block, _contents[block], _before, volume.ScanChecker.Look(first + block, legs.Length)));
        if (++_next == _blocks * legs.Length)
            Compare(request, legs.Length);
    }

    private void Compare(CompareRequest request, int legs)
    {
        var unreadable = new List<UnreadablePlace>();
        var differences = new List<LegDifference>();
        for (var start = 0; start < _blocks; start += _chunk)
        {
            var length = Math.Min(_chunk, _blocks - start);
            for (var leg = 0; leg < legs; leg++)
            {
                if (Enumerable.Range(start, length).All(block => _contents[block][leg] is not null))
                    continue;
                unreadable.Add(new UnreadablePlace(leg, RangeOf(request, start, length), EIO));
                for (var block = start; block < start + length; block++)
                    _contents[block][leg] = null;
            }
            for (var block = start; block < start + length; block++)
                AddDifference(request, block, differences);
        }
        Answer(request, CompareOutcome.Done, differences, unreadable: unreadable);
    }

    /// <summary>A block is a page, at whose ends the real one cuts.</summary>
    private void AddDifference(CompareRequest request, int block, List<LegDifference> differences)
    {
        var contents = _contents[block];
        if (contents.OfType<ulong>().Distinct().Count() > 1)
            differences.Add(new LegDifference(RangeOf(request, block, 1), [.. contents.Select(each => each is { } read ? read + 1 : 0)]));
    }

    private void Answer(
        CompareRequest request, CompareOutcome outcome, List<LegDifference> differences, int error = 0, List<UnreadablePlace>? unreadable = null)
    {
        var elapsed = volume.Host.Clock.Now - _sentAt;
        elapsed = elapsed > ShortestTime ? elapsed : ShortestTime;
        var compared = outcome == CompareOutcome.Done ? RangeOf(request, 0, _blocks).Length : default;
        if (volume.Host.Tells)
            volume.Tell($"the reader: {outcome} {request.Range.Start.Count}+{compared.Count} {string.Join(", ", differences.Select(each => each.Range))} unreadable: {unreadable?.Count ?? 0}");
        _answer = new Comparison(request.Id, outcome, error, -1, compared, elapsed, elapsed, unreadable ?? [], differences);
        _request = null;
    }

    private static int FirstBlockOf(CompareRequest request) => (int)(request.Range.Start.Count / Geometry.SectorsPerBlock);

    private static SectorRange RangeOf(CompareRequest request, int block, int blocks) => new(
        request.Range.Start + new Sectors((ulong)(block * Geometry.SectorsPerBlock)), new Sectors((ulong)(blocks * Geometry.SectorsPerBlock)));
}
