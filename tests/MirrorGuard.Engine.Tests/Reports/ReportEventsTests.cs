using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Reports;
using MirrorGuard.Engine.Reports;

using Xunit;

namespace MirrorGuard.Engine.Tests.Reports;

public sealed class ReportEventsTests
{
    [Fact]
    public void Whatever_says_that_it_needs_a_person_is_told_as_that()
    {
        foreach (var report in Enum.GetValues<Report>())
            (ReportEvents.Of(report) == EventKind.NeedsPerson || !$"{report}".StartsWith("NeedsPerson", StringComparison.Ordinal)).Should().BeTrue("{0}", report);
        foreach (var report in Enum.GetValues<ReattachReport>())
            (ReportEvents.Of(report) == EventKind.NeedsPerson || !$"{report}".StartsWith("NeedsPerson", StringComparison.Ordinal)).Should().BeTrue("{0}", report);
    }

    [Fact]
    public void What_is_followed_by_its_outcome_is_no_report() =>
        new[] { Report.Held, Report.RepairFollows, Report.PatienceEnds, Report.Refilling, Report.Relocating }.Select(ReportEvents.Of)
            .Should().OnlyContain(kind => kind == EventKind.Noted);
}
