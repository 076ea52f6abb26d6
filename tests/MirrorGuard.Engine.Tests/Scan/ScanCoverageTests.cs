using System.Linq;

using FluentAssertions;

using Xunit;

namespace MirrorGuard.Engine.Tests.Scan;

public sealed class ScanCoverageTests
{
    private const int Volumes = 40;

    [Fact]
    public void Every_sector_is_read_within_each_interval_if_the_ceiling_allows_it()
    {
        foreach (var seed in Enumerable.Range(1, Volumes))
        {
            var run = new ScanCoverageRun(seed);

            run.Run();

            run.Faults.Should().BeEmpty($"of seed {seed}: {run}");
            run.Passes.Should().BeGreaterThanOrEqualTo(2, $"seed {seed}: {run}");
        }
    }
}
