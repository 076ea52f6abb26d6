using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>The model of the mirror does what kernels do.</summary>
[Trait("Needs", "root")]
public sealed class ConformanceTests
{
    /// <summary><c>./build.sh soak</c> asks for more.</summary>
    private static readonly int Scenarios =
        int.Parse(Environment.GetEnvironmentVariable("MIRRORGUARD_CONFORMANCE") ?? "100", CultureInfo.InvariantCulture);

    /// <summary>Where the seeds begin: another number gives other scenarios.</summary>
    private static readonly int FirstSeed =
        int.Parse(Environment.GetEnvironmentVariable("MIRRORGUARD_CONFORMANCE_SEED") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>A scenario that ends its guest costs those behind it, so not too many share one.</summary>
    private const int ScenariosOfGuest = 250;

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void The_model_does_what_the_kernel_does(string image)
    {
        var guestImage = GuestImage.Find(image)!;
        IEnumerable<Scenario> scenarios = Enumerable.Range(FirstSeed, Scenarios).Select(seed => ScenarioGenerator.Draw(seed, Kernels.Of(guestImage)));

        string[] disagreements = [.. scenarios.Chunk(ScenariosOfGuest).SelectMany(chunk => Disagreements(guestImage, chunk))];

        disagreements.Should().BeEmpty();
    }

    private static IEnumerable<string> Disagreements(GuestImage image, Scenario[] scenarios)
    {
        List<IReadOnlyList<string>> seen = [];
        // A suspend that hangs against expectation ends its guest; those behind it get another.
        while (seen.Count < scenarios.Length)
            seen.AddRange(KernelPlayer.Play(image, scenarios[seen.Count..]));
        return scenarios.Zip(seen, (scenario, lines) => Agreement.Disagreement(scenario, Kernels.Of(image), lines)).OfType<string>();
    }
}
