using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

using MirrorGuard.Core.Status;
using MirrorGuard.Simulation;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>Plays a scenario on the model and says what is to be seen, in the words of <c>guest/mirror-player/</c>.</summary>
internal sealed class ModelPlayer
{
    /// <summary>What is seen of a suspend that does not end; nothing comes after it.</summary>
    internal const string Hang = "hangs";

    private readonly Scenario _scenario;
    private readonly SimulatedDisk[] _disks;
    private readonly ImageDevice[] _images;
    private readonly StepSchedule _schedule = new();
    private readonly KernelWork _work;
    private readonly MirrorDevice _mirror;
    private readonly List<ApplicationIo> _unseen = [];
    private readonly List<ApplicationIo> _all = [];

    internal ModelPlayer(Scenario scenario, KernelRelease kernel)
    {
        _scenario = scenario;
        _disks = [.. Enumerable.Range(0, scenario.Legs + 1).Select(_ => new SimulatedDisk(Scenario.DiskBlocks, scenario.WritesBack, kernel))];
        _images = [.. _disks.Select((disk, number) => Scenario.CreateImage(number, ImageTable.Linear(disk), kernel))];
        _work = new KernelWork(_schedule);
        _mirror = new MirrorDevice(new DeviceNumber(254, 99), _work);
    }

    /// <summary>Writes and flushes that are held or wait for a resume.</summary>
    internal IEnumerable<ApplicationIo> Pending => _unseen;

    internal MirrorDevice Mirror => _mirror;

    /// <summary>What each leg holds, a line each.</summary>
    internal IEnumerable<string> Legs => Enumerable.Range(0, _scenario.Legs).Select(leg =>
        string.Create(CultureInfo.InvariantCulture, $"leg {leg}")
        + string.Concat(Enumerable.Range(0, Scenario.Geometry.Blocks).Select(block => string.Create(CultureInfo.InvariantCulture, $" {_disks[leg][block]}"))));

    /// <summary>Plays a step and what follows from it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="schedule">The order of the kernel's work: 0 for that of one idle processor, else a seed.</param>
    internal string Play(ScenarioStep step, int schedule)
    {
        _schedule.Use(schedule);
        if (Do(step) == SuspendOutcome.Hangs)
            return Hang;
        _work.RunUntilQuiet();
        return Observe();
    }

    private SuspendOutcome Do(ScenarioStep step)
    {
        switch (step)
        {
            case ScenarioStep.SetDisk(var disk, var mode):
                _disks[disk].ClearUnreadable();
                _disks[disk].Mode = mode;
                break;
            case ScenarioStep.Dust(var disk, var blocks):
                _disks[disk].ClearUnreadable();
                _disks[disk].MakeUnreadable([.. blocks]);
                _disks[disk].Mode = DiskMode.Good;
                break;
            case ScenarioStep.SetImage(var image, var isError):
                _images[image].Load(isError ? ImageTable.Error : ImageTable.Linear(_disks[image]));
                _images[image].Resume();
                break;
            case ScenarioStep.Load load:
                _mirror.Load(load.TableOver(_images));
                break;
            case ScenarioStep.Clear:
                _mirror.Clear();
                break;
            case ScenarioStep.Suspend(var flushes):
                return _mirror.Suspend(noFlush: !flushes);
            case ScenarioStep.Resume(var flushes):
                return _mirror.Resume(noFlush: !flushes);
            default:
                Submit(step);
                break;
        }
        return SuspendOutcome.Done;
    }

    private void Submit(ScenarioStep step)
    {
        var io = step switch
        {
            ScenarioStep.Write(var block, var contents) => ApplicationIo.Write(block, contents),
            ScenarioStep.Read(var block) => ApplicationIo.Read(block),
            ScenarioStep.Flush => ApplicationIo.Flush(),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "not a step"),
        };
        _all.Add(io);
        _unseen.Add(_mirror.Submit(io));
    }

    private string Observe()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(_mirror.IsSuspended ? 1 : 0)} {_mirror.EventNumber}");
        if (_mirror.Live is not null)
            text.Append(' ').Append(_images.Aggregate(_mirror.Status, (status, image) => status.Replace(image.ToString(), Scenario.NameOf(image), StringComparison.Ordinal)));
        text.Append(';');
        foreach (var io in _all.Where(io => io.Outcome != IoOutcome.Pending && _unseen.Remove(io)))
            text.Append(CultureInfo.InvariantCulture, $" {_all.IndexOf(io)} {Word(io)}");
        return text.ToString();
    }

    private static string Word(ApplicationIo io) => io switch
    {
        { Outcome: IoOutcome.Failed } => "failed",
        { Kind: IoKind.Read } => io.Contents.ToString(CultureInfo.InvariantCulture),
        _ => "done",
    };
}
