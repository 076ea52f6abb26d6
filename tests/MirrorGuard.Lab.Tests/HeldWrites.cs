using FluentAssertions;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Tests;

/// <summary>What the writers of all scenarios may expect.</summary>
internal static class HeldWrites
{
    /// <summary>Stock needs 0.2 to 0.7 s alone on a machine; the rest is for a busy one.</summary>
    private const int LongestHoldMilliseconds = 8000;

    internal static void NoneFailedOrWasHeldLong(MirrorLab lab)
    {
        WriterSummary writer = WriterSummary.Stop(lab);
        writer.Errors.Should().Be(0);
        writer.LongestMilliseconds.Should().BeLessThan(LongestHoldMilliseconds);
    }
}
