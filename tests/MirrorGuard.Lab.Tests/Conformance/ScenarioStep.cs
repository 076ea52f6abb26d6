using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using MirrorGuard.Simulation;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>One step of a scenario. Its text is what <c>guest/mirror-player/</c> reads.</summary>
internal abstract record ScenarioStep
{
    internal static string Text(bool flushes) => flushes ? "flush" : "noflush";

    internal sealed record SetDisk(int Disk, DiskMode Mode) : ScenarioStep
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"disk {Disk} {Mode switch { DiskMode.Good => "good", DiskMode.Dead => "error", _ => "flakey" }}");
    }

    /// <summary>The disk is good but for these blocks.</summary>
    internal sealed record Dust(int Disk, IReadOnlyList<int> Blocks) : ScenarioStep
    {
        public override string ToString() =>
            $"dust {Disk.ToString(CultureInfo.InvariantCulture)}" + string.Concat(Blocks.Select(block => " " + block.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The table of an image or, behind the last leg, of the log.</summary>
    internal sealed record SetImage(int Image, bool IsError) : ScenarioStep
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"image {Image} {(IsError ? "error" : "linear")}");
    }

    internal sealed record Load(bool HasDiskLog, SyncArgument Sync, bool HandlesErrors, bool KeepsLog, int Legs) : ScenarioStep
    {
        internal MirrorTable TableOver(IReadOnlyList<ImageDevice> images) =>
            new(Scenario.Geometry, [.. images.Take(Legs)], HasDiskLog ? images[Legs] : null, Sync, HandlesErrors, KeepsLog);

        public override string ToString()
        {
            ImageDevice[] images = [.. Enumerable.Range(0, Legs + 1).Select(number => Scenario.CreateImage(number, ImageTable.Error, KernelRelease.Linux61))];
            return "load " + images.Aggregate(TableOver(images).ToString(), (text, image) => text.Replace(image.ToString(), Scenario.NameOf(image), System.StringComparison.Ordinal));
        }
    }

    internal sealed record Clear : ScenarioStep
    {
        public override string ToString() => "clear";
    }

    internal sealed record Suspend(bool Flushes) : ScenarioStep
    {
        public override string ToString() => $"suspend {Text(Flushes)}";
    }

    internal sealed record Resume(bool Flushes) : ScenarioStep
    {
        public override string ToString() => $"resume {Text(Flushes)}";
    }

    internal sealed record Write(int Block, ulong Contents) : ScenarioStep
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"write {Block} {Contents}");
    }

    internal sealed record Read(int Block) : ScenarioStep
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"read {Block}");
    }

    internal sealed record Flush : ScenarioStep
    {
        public override string ToString() => "flush";
    }
}
