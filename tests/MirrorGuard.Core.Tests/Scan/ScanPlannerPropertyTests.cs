using System;
using System.Collections.Generic;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

/// <summary>
/// Random volumes with planted differences, unreadable sectors, writers and obstacles: whatever happens, a pass comes to its end in its
/// interval, every sector of every leg was read, every difference that was planted is found with its exact range, and nothing else is.
/// </summary>
public sealed class ScanPlannerPropertyTests
{
    private const int Volumes = 1500;

    [Fact]
    public void A_pass_finds_what_was_planted_and_nothing_else()
    {
        foreach (var seed in Enumerable.Range(1, Volumes))
        {
            var volume = RandomVolume.Of(seed);

            volume.Run.Run(volume.Limit);

            volume.Run.Finished.Should().ContainSingle($"the pass of seed {seed} ends");
            volume.Run.HasReadAll().Should().BeTrue($"seed {seed}");
            volume.Found().Should().Equal(volume.Planted, $"seed {seed}");
            volume.Run.Finished[0].Tally.Unreadable.Should().Be(0, $"seed {seed}");
        }
    }

    [Fact]
    public void A_ceiling_is_kept_over_every_minute()
    {
        foreach (var seed in Enumerable.Range(1, 50))
        {
            var random = new Random(seed);
            var kibibytes = random.Next(64, 40_000);
            var run = new ScanRun(new ScannedVolume(2, 1 << 18))
            {
                Settings = new ScanSettings { Bandwidth = new Bandwidth(kibibytes), Interval = TimeSpan.FromSeconds(1) },
                ReadTime = TimeSpan.FromMilliseconds(random.Next(1, 30)),
            };

            run.RunFor(TimeSpan.FromMinutes(2));

            var ends = run.Reads.Select(read => read.At).Where(at => at < TimeSpan.FromMinutes(1));
            foreach (var start in ends.Where((_, index) => index % 50 == 0))
            {
                var inMinute = run.Reads.Where(read => read.At >= start && read.At < start + TimeSpan.FromMinutes(1));
                var bytes = inMinute.Sum(read => (double)read.Range.Length.Bytes);
                bytes.Should().BeLessThanOrEqualTo((kibibytes * 1024.0 * 60 * 1.05) + ScanPace.LongestPiece.Bytes, $"seed {seed}");
            }
        }
    }

    /// <param name="Run">The scan.</param>
    /// <param name="Planted">Sectors that differ for good.</param>
    private sealed record RandomVolume(ScanRun Run, IReadOnlyList<int> Planted)
    {
        private const int MaxSectors = 12_000;

        internal TimeSpan Limit => Run.Settings.Interval * 3;

        internal IEnumerable<int> Found() => Run.Mismatches
            .SelectMany(mismatch => Enumerable.Range((int)mismatch.Range.Start.Count, (int)mismatch.Range.Length.Count)).Order();

        internal static RandomVolume Of(int seed)
        {
            var random = new Random(seed);
            var volume = new ScannedVolume(random.Next(2, 4), random.Next(1, MaxSectors));
            var pages = Enumerable.Range(0, (volume.Length / ScannedVolume.PageSectors) + 1).ToArray();
            random.Shuffle(pages);
            var run = new ScanRun(volume)
            {
                Settings = new ScanSettings { Interval = TimeSpan.FromMinutes(random.Next(10, 60)), Settle = TimeSpan.FromSeconds(random.Next(1, 20)) },
            };
            var planted = Plant(volume, pages.AsSpan(0, Math.Min(pages.Length, random.Next(4))), random);
            Spoil(volume, random);
            run.BeforeRead = Surroundings(run, [.. pages.Skip(4).Take(random.Next(5))], random);
            return new RandomVolume(run, planted);
        }

        private static List<int> Plant(ScannedVolume volume, ReadOnlySpan<int> pages, Random random)
        {
            var planted = new SortedSet<int>();
            foreach (var page in pages)
            {
                var first = (page * ScannedVolume.PageSectors) + random.Next(ScannedVolume.PageSectors);
                var end = Math.Min(Math.Min(volume.Length, (page + 1) * ScannedVolume.PageSectors), first + random.Next(1, 4));
                for (var sector = first; sector < end; sector++)
                {
                    volume.Write(random.Next(volume.Legs), sector, (ulong)random.Next(1, int.MaxValue));
                    planted.Add(sector);
                }
            }
            return [.. planted];
        }

        private static void Spoil(ScannedVolume volume, Random random)
        {
            for (var place = random.Next(4); place > 0; place--)
                volume.SpoilWhereOthersAgree(random.Next(volume.Legs), random.Next(volume.Length));
        }

        /// <summary>Applications write, leg by leg, on pages of their own; now and then the mirror is not whole for a while.</summary>
        private static Action<TimeSpan> Surroundings(ScanRun run, int[] pages, Random random)
        {
            var pending = new Queue<(int Leg, int Sector, ulong Content)>();
            return _ =>
            {
                if (random.Next(20) == 0)
                    run.IsInTheWayFor(TimeSpan.FromSeconds(random.Next(1, 60)));
                if (pending.Count > 0)
                {
                    var (leg, sector, content) = pending.Dequeue();
                    run.Volume.Write(leg, sector, content);
                }
                else if (pages.Length > 0 && random.Next(4) == 0)
                {
                    var sector = Math.Min(run.Volume.Length - 1, pages[random.Next(pages.Length)] * ScannedVolume.PageSectors);
                    var content = (ulong)random.Next();
                    foreach (var leg in Enumerable.Range(0, run.Volume.Legs))
                        pending.Enqueue((leg, sector, content));
                }
            };
        }
    }
}
