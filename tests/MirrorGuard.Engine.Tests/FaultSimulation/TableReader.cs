using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>Reads tables as the kernel's constructors do, into the model's.</summary>
internal static class TableReader
{
    /// <summary>Null: the kernel refuses it.</summary>
    internal static ImageTable? ReadImage(string type, string parameters, IReadOnlyList<NumberedDisk> disks)
    {
        if (type == "error")
            return ImageTable.Error;
        var words = parameters.Split(' ');
        var disk = disks.FirstOrDefault(candidate => candidate.Number.ToString() == words[0]);
        return type == "linear" && disk is not null
            ? ImageTable.Linear(disk.Device, Number(words[1]) / Geometry.SectorsPerBlock)
            : null;
    }

    /// <summary>Null: the kernel refuses it.</summary>
    /// <param name="parameters">What follows <c>mirror </c>.</param>
    /// <param name="machine">Whose devices it names.</param>
    internal static MirrorTable? ReadMirror(string parameters, SimulatedMachine machine)
    {
        var words = new Queue<string>(parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var isDisk = words.Dequeue() == "disk";
        var arguments = Number(words.Dequeue());
        var log = isDisk ? machine.Log : null;
        if (isDisk && words.Dequeue() != machine.Log?.ToString())
            return null;
        words.Dequeue();
        var sync = arguments == (isDisk ? 3 : 2) ? ReadSync(words.Dequeue()) : SyncArgument.None;
        var legs = new List<ImageDevice>();
        for (var count = Number(words.Dequeue()); count > 0; count--)
        {
            var name = words.Dequeue();
            words.Dequeue();
            if (machine.Images.FirstOrDefault(image => image.ToString() == name) is not { } leg)
                return null;
            legs.Add(leg);
        }
        var features = words.ToArray();
        return new MirrorTable(
            machine.Metadata.Geometry, legs, log, sync, features.Contains("handle_errors"), features.Contains("keep_log"));
    }

    private static SyncArgument ReadSync(string word) => word == "nosync" ? SyncArgument.NoSync : SyncArgument.Sync;

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
