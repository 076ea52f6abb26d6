using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Status;

namespace MirrorGuard.Simulation.Tests;

/// <summary>Machines with one active volume that is in sync: legs on disks 0, 1, …; a disk log on the last.</summary>
internal static class Volumes
{
    internal static readonly Geometry Geometry = new(Regions: 8, BlocksPerRegion: 2);

    private const int DiskBlocks = 32;

    internal static SimulatedMachine WithDiskLog(int legs = 2, bool writesBack = true, Random? schedule = null) =>
        Start(legs, hasLog: true, writesBack, schedule, KernelRelease.Linux61);

    internal static SimulatedMachine WithCoreLog(int legs = 2, Random? schedule = null, KernelRelease kernel = KernelRelease.Linux61) =>
        Start(legs, hasLog: false, writesBack: true, schedule, kernel);

    /// <summary>Loads a table made from LVM's and resumes, as the kernel's work goes on.</summary>
    internal static SuspendOutcome Reload(this SimulatedMachine machine, Func<MirrorTable, MirrorTable>? change = null)
    {
        machine.Mirror!.Load(change is null ? machine.LvmTable : change(machine.LvmTable));
        machine.Work.RunUntilQuiet();
        var outcome = machine.Mirror.Resume(noFlush: true);
        machine.Work.RunUntilQuiet();
        return outcome;
    }

    internal static SuspendOutcome SuspendAndResume(this SimulatedMachine machine, bool noFlush = true)
    {
        var outcome = machine.Mirror!.Suspend(noFlush);
        if (outcome == SuspendOutcome.Done)
            outcome = machine.Mirror.Resume(noFlush);
        machine.Work.RunUntilQuiet();
        return outcome;
    }

    /// <summary>The letters and the ratio, as the parser of the plugin reads them.</summary>
    internal static string Brief(this SimulatedMachine machine)
    {
        var line = machine.Mirror!.Status;
        MirrorStatusParser.TryParse(Encoding.ASCII.GetBytes(line), out var status, out _).Should().BeTrue(line);
        status.ToString().Should().Be(line);
        return $"{status.InSync.Synced}/{status.InSync.Total} " + string.Concat(status.Legs.ToArray().Select(leg => HealthLetter.Of(leg.Health)))
            + (status.Log.HasDevice ? $" {HealthLetter.Of(status.Log.Health)}" : "");
    }

    /// <summary>What each leg holds of a block.</summary>
    internal static IEnumerable<ulong> OnLegs(this SimulatedMachine machine, int block) =>
        machine.Metadata.Images.Select(extent => machine.Disks[extent.Disk][extent.FirstBlock + block]);

    private static SimulatedMachine Start(int legs, bool hasLog, bool writesBack, Random? schedule, KernelRelease kernel)
    {
        SimulatedDisk[] disks = [.. Enumerable.Range(0, legs + 1).Select(_ => new SimulatedDisk(DiskBlocks, writesBack, kernel))];
        Extent[] images = [.. Enumerable.Range(0, legs).Select(disk => new Extent(disk, 0))];
        var machine = new SimulatedMachine(disks, new VolumeMetadata(Geometry, images, hasLog ? new Extent(legs, 0) : null), schedule, kernel);
        machine.Activate();
        machine.Work.RunUntilQuiet();
        return machine;
    }
}
