using System;

using FluentAssertions;

using MirrorGuard.Core.Status;

using Xunit;

namespace MirrorGuard.Linux.Tests;

public sealed class PageCacheTests
{
    [Theory]
    [InlineData(30, 5, 40, "the kernel's own settings")]
    [InlineData(1, 0.5, 2, "written soon")]
    [InlineData(30, 0, 40, "nobody looks: the usual, for want of a better")]
    [InlineData(86400, 5, 600, "findings must not wait for days")]
    public void A_page_waits_until_it_is_old_enough_and_somebody_looks(double expiry, double period, double seconds, string because) =>
        PageCache.Until(TimeSpan.FromSeconds(expiry), TimeSpan.FromSeconds(period)).Should().Be(TimeSpan.FromSeconds(seconds), because);

    [Fact]
    public void This_machine_writes_its_pages_some_time() => new PageCache().LongestUnwritten.Should().BeGreaterThan(TimeSpan.Zero);

    [Fact]
    public void A_device_that_is_gone_is_left_alone() => new PageCache().KeepStable(new DeviceNumber(4000, 4000));
}
