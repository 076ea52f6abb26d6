using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Simulation;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>Draws a scenario from a seed.</summary>
/// <remarks>
/// It plays what it draws on the model, so as to leave out what no scenario may have: a suspend that can hang, which would cost the
/// guest (named tests have those), and a second write to a block while the first is held, whose order nobody promises.
/// </remarks>
internal sealed class ScenarioGenerator
{
    private const int MinSteps = 5;
    private const int MaxSteps = 25;

    /// <summary>Orders of the kernel's work in which a suspend must not hang.</summary>
    private const int SchedulesToTry = 12;

    private readonly int _seed;
    private readonly KernelRelease _kernel;
    private readonly Random _random;
    private readonly int _legs;
    private readonly bool _hasDiskLog;
    private readonly bool _writesBack;
    private readonly List<ScenarioStep> _steps = [];
    private ulong _writes;

    private ScenarioGenerator(int seed, KernelRelease kernel)
    {
        _kernel = kernel;
        _seed = seed;
        _random = new Random(seed);
        _legs = _random.Next(3) == 0 ? 3 : 2;
        _hasDiskLog = _random.Next(2) == 0;
        _writesBack = _random.Next(3) != 0;
    }

    private Scenario Scenario => new(_seed, _legs, _writesBack, [.. _steps]);

    internal static Scenario Draw(int seed, KernelRelease kernel) => new ScenarioGenerator(seed, kernel).Draw();

    private Scenario Draw()
    {
        _steps.Add(RandomLoad());
        _steps.Add(new ScenarioStep.Resume(Flushes: true));
        for (var left = MinSteps + _random.Next(MaxSteps - MinSteps + 1); left > 0; left--)
        {
            var step = RandomStep();
            if (IsFit(step))
                _steps.Add(step);
        }
        if (_random.Next(2) == 0)
            HealAndReload();
        // The player takes the mirror away at the end, and has to suspend it for that.
        while (MayHang(new ScenarioStep.Suspend(Flushes: true)))
            _steps.RemoveAt(_steps.Count - 1);
        return Scenario;
    }

    private ScenarioStep RandomStep() => _random.Next(100) switch
    {
        < 34 => new ScenarioStep.Write(RandomBlock(), ++_writes),
        < 44 => new ScenarioStep.Read(RandomBlock()),
        < 52 => new ScenarioStep.Flush(),
        < 60 => new ScenarioStep.SetDisk(RandomDisk(), (DiskMode)(1 + _random.Next(2))),
        < 68 => new ScenarioStep.SetDisk(RandomDisk(), DiskMode.Good),
        < 74 => new ScenarioStep.Dust(_random.Next(_legs), RandomDust()),
        < 78 => new ScenarioStep.SetImage(_random.Next(_legs), IsError: _random.Next(2) == 0),
        < 85 => RandomLoad(),
        < 87 => new ScenarioStep.Clear(),
        < 91 => new ScenarioStep.Suspend(Flushes: _random.Next(4) == 0),
        _ => new ScenarioStep.Resume(Flushes: _random.Next(4) == 0),
    };

    private ScenarioStep.Load RandomLoad()
    {
        var features = _random.Next(10);
        var sync = _random.Next(10) switch { 0 => SyncArgument.Sync, 1 => SyncArgument.NoSync, _ => SyncArgument.None };
        return new(_hasDiskLog, sync, HandlesErrors: features < 9, KeepsLog: features is >= 6 and < 9, _legs);
    }

    private void HealAndReload()
    {
        ScenarioStep[] way =
        [
            .. Enumerable.Range(0, _legs + 1).Select(disk => new ScenarioStep.SetDisk(disk, DiskMode.Good)),
            .. Enumerable.Range(0, _legs).Select(image => new ScenarioStep.SetImage(image, IsError: false)),
            RandomLoad(),
            new ScenarioStep.Resume(Flushes: false),
            .. Enumerable.Range(0, 4).Select(region => new ScenarioStep.Read(4 * region)),
        ];
        foreach (var step in way.Where(IsFit))
            _steps.Add(step);
    }

    private bool IsFit(ScenarioStep step) => step switch
    {
        ScenarioStep.Write(var block, _) => !PendingAfterSteps().Any(io => io.Kind == IoKind.Write && io.Block == block),
        ScenarioStep.Suspend or ScenarioStep.Resume => !MayHang(step),
        _ => true,
    };

    private IEnumerable<ApplicationIo> PendingAfterSteps() => Play(schedule: 0).Pending;

    private bool MayHang(ScenarioStep step) =>
        Enumerable.Range(0, SchedulesToTry).Any(schedule => Play(schedule) is { Mirror.IsHung: true } || Play(schedule).Play(step, schedule) == ModelPlayer.Hang);

    private ModelPlayer Play(int schedule)
    {
        var player = new ModelPlayer(Scenario, _kernel);
        foreach (var step in _steps)
            player.Play(step, schedule);
        return player;
    }

    private int RandomBlock() => _random.Next(Scenario.Geometry.Blocks);

    /// <summary>Never block 0: dm-dust takes each flush for a write there, and heals it.</summary>
    private int[] RandomDust() =>
        [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => 1 + _random.Next(Scenario.Geometry.Blocks - 1)).Distinct()];

    private int RandomDisk() => _random.Next(_hasDiskLog ? _legs + 1 : _legs);
}
