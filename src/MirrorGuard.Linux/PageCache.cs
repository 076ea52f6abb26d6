using System;
using System.Globalization;
using System.IO;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux;

/// <summary>
/// The kernel's page cache. dm-mirror sends one and the same page to each leg, at different times; so legs differ where a page is changed
/// in between, and for good where it is never written again: of a file that is removed, of a page that is brought back from swap. The
/// kernel's stable pages prevent that; it asks for them for disks with checksums, dm-mirror does not.
/// </summary>
public sealed class PageCache : IPageCache
{
    private const string Settings = "/proc/sys/vm";

    /// <summary>Whoever wants hours has switched writing back off, as a laptop does: then nothing is known.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan UsualExpiry = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan UsualPeriod = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public TimeSpan LongestUnwritten =>
        Until(Read("dirty_expire_centisecs") ?? UsualExpiry, Read("dirty_writeback_centisecs") ?? UsualPeriod);

    /// <inheritdoc />
    public void KeepStable(DeviceNumber device)
    {
        try
        {
            // Since Linux 5.9. A table that is loaded sets it to what its disks have.
            using var attribute = new FileStream(
                $"/sys/dev/block/{device}/queue/stable_writes", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            if (attribute.ReadByte() != '0')
                return;
            attribute.Position = 0;
            attribute.WriteByte((byte)'1');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As without: what differs is reported only after it has persisted.
        }
    }

    /// <summary>The kernel looks for pages that are old enough once in a period; another one is for the writing itself.</summary>
    /// <param name="expiry">How old is old enough.</param>
    /// <param name="period">How often it looks; zero: never.</param>
    internal static TimeSpan Until(TimeSpan expiry, TimeSpan period)
    {
        var until = expiry + (2 * (period > TimeSpan.Zero ? period : UsualPeriod));
        return until < Longest ? until : Longest;
    }

    /// <summary>A setting in hundredths of a second; null when the kernel does not say.</summary>
    private static TimeSpan? Read(string name)
    {
        try
        {
            var text = File.ReadAllText($"{Settings}/{name}");
            return uint.TryParse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var hundredths)
                ? TimeSpan.FromMilliseconds(hundredths * 10L)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
