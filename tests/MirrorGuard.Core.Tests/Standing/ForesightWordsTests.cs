using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Standing;

using Xunit;

namespace MirrorGuard.Core.Tests.Standing;

public sealed class ForesightWordsTests
{
    [Fact]
    public void Every_decision_has_words_and_its_keys_exist()
    {
        foreach (var report in Enum.GetValues<Report>())
        {
            foreach (var stage in Enum.GetValues<OutageStage>())
            {
                var decision = new Decision(new DeviceState(RepairState.Registered, new Outage(stage, 1)), Work.None, report);
                for (var part = Outage.Log; part < 3; part++)
                {
                    var words = ForesightWords.Of(in decision, part, new FaultSettings(), hasDiskLog: true);

                    words.Deed.Should().NotBeEmpty().And.NotEndWith(".");
                    words.Keys.Should().BeSubsetOf(SettingsTable.Keys.Where(key => key.Section == SettingsTable.Faults).Select(key => key.Name));
                }
            }
        }
    }

    [Fact]
    public void With_a_core_log_only_the_seconds_count()
    {
        var released = new Decision(new DeviceState(RepairState.Registered, new Outage(OutageStage.Releasing, 1)), Work.Release, Report.None);

        ForesightWords.Of(in released, 1, new FaultSettings(), hasDiskLog: false).Keys.Should().Equal("leg_grace");
    }

    [Fact]
    public void A_primary_leg_is_not_put_back_where_that_is_switched_off()
    {
        var repaired = new Decision(DeviceState.Registered, Work.ComeBackWhenDue, Report.RepairFollows);

        ForesightWords.Of(in repaired, 0, new FaultSettings { IsReattachEnabled = false }, hasDiskLog: true).Keys.Should().BeEmpty();
        ForesightWords.Of(in repaired, 0, new FaultSettings(), hasDiskLog: true).Keys.Should().Equal("reattach", "leg_grace");
    }
}
