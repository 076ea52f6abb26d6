using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Scan;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>The scan's side of a machine: the real scheduler, for as long as dmeventd runs, its readers, and the machine's calendar.</summary>
internal sealed class ScansOfHost(SimulatedHost host) : ILegReaders, IMachine, IPageCache
{
    /// <summary>More than any work that is due at one moment takes.</summary>
    private const int MaxTurns = 64;

    private static readonly DateTimeOffset Epoch = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(1));

    private readonly Instant _startedAt = host.Clock.Now;
    private readonly List<ReaderOnModel> _readers = [];
    private TimeSpan _clockIsAhead;

    /// <summary>It outlives dmeventd and the machine's run.</summary>
    internal ScanStoreOfHost Store { get; } = new(host);

    /// <summary>dmeventd's thread for scans; null while dmeventd does not run.</summary>
    internal ScanScheduler? Scheduler { get; private set; }

    /// <summary>Those that run.</summary>
    internal IReadOnlyList<ReaderOnModel> Readers => _readers;

    /// <summary>By the calendar.</summary>
    public DateTimeOffset Time => Epoch + (host.Clock.Now - _startedAt) + _clockIsAhead;

    /// <summary>What others waited for disks.</summary>
    public TimeSpan? DiskWaits { get; private set; }

    /// <summary>The model counts nothing.</summary>
    public DiskCounts? CountsOf(string disk) => null;

    /// <summary>The model writes no page that somebody changes meanwhile.</summary>
    public TimeSpan LongestUnwritten => TimeSpan.Zero;

    /// <inheritdoc/>
    public void KeepStable(DeviceNumber device)
    {
    }

    /// <summary>dmeventd starts.</summary>
    internal ScanScheduler Begin()
    {
        var mapper = new MapperOnHost(host);
        var ports = new EnginePorts(mapper, new NoHelpersForScans(), new LvmOnModel(host.Volumes[0]), host.Store, host.Settings, host.Log, host.Clock);
        return Scheduler = new ScanScheduler(ports, new ScanPorts(this, Store, this, this), StepFor);
    }

    /// <summary>dmeventd ends: its readers with it, those excepted that hang in a read.</summary>
    internal void End()
    {
        Scheduler = null;
        _readers.Clear();
    }

    /// <summary>The thread has its turn, once.</summary>
    internal void Attend()
    {
        Scheduler?.Attend();
        _readers.RemoveAll(reader => reader.IsDisposed);
    }

    /// <summary>The thread and the readers do all that is due now.</summary>
    internal void Run()
    {
        for (var turn = 0; turn < MaxTurns && host.Broken is null && Scheduler is { } scheduler; turn++)
        {
            Attend();
            if (!_readers.Exists(reader => reader.IsBusy) && scheduler.Rest > TimeSpan.Zero)
                return;
            RunReaders();
        }
    }

    /// <summary>Whoever reads comes to an end, unless the read hangs.</summary>
    internal void RunReaders()
    {
        foreach (var reader in _readers.ToArray())
        {
            while (reader.IsBusy)
                reader.Step();
        }
    }

    /// <summary>LVM would deactivate a volume: it tries for as long as a read takes, and no longer. False: one hangs.</summary>
    internal bool LetGo(HostVolume volume)
    {
        RunReaders();
        return !_readers.Exists(reader => reader.Volume == volume && reader.IsHanging);
    }

    /// <summary>A person asks.</summary>
    internal void Ask(VolumeName? volume, ScanInputKind kind)
    {
        host.Tell(null, $"{kind} {volume}");
        Scheduler?.Ask(volume, kind);
    }

    /// <summary>Somebody sets the machine's clock.</summary>
    internal void SetClock(TimeSpan ahead)
    {
        host.Tell(null, $"the clock is set by {ahead}");
        _clockIsAhead += ahead;
    }

    /// <summary>Others wait for disks, as the kernel counts it.</summary>
    internal void Wait(TimeSpan time) => DiskWaits = (DiskWaits ?? TimeSpan.FromSeconds(1)) + time;

    public ILegReader? Start(string volume, out string? fault)
    {
        var hasNoMemory = host.Random.Next(32) == 0;
        fault = hasNoMemory ? "no memory" : null;
        if (hasNoMemory)
            return null;
        var reader = new ReaderOnModel(host.Volumes.First(each => each.Name.ToString() == volume));
        _readers.Add(reader);
        return reader;
    }

    public void WaitForAnswers(TimeSpan limit)
    {
    }

    public void Wake()
    {
    }

    private ScanStep StepFor(VolumeName name)
    {
        var volume = host.Volumes.First(each => each.Name == name);
        return (in state, in input, in circumstances, now) =>
        {
            var decision = host.Variant.ScanStep(in state, in input, in circumstances, now);
            volume.ScanChecker.Saw(in state, in input, in circumstances, in decision);
            return decision;
        };
    }

    /// <summary>A scan changes no table.</summary>
    private sealed class NoHelpersForScans : IHelpers
    {
        public IHelper Start(string name, out string? fault) => throw new InvalidOperationException("a scan starts a helper");
    }
}
