using System;

namespace MirrorGuard.Core.Status;

/// <summary>Converts between <see cref="Health"/> and the kernel's letters <c>A F D S R U</c>.</summary>
/// <remarks>Source: kernel <c>dm-raid1.c: device_status_char</c>.</remarks>
public static class HealthLetter
{
    /// <summary>The letter for <paramref name="health"/>, for example <c>D</c> for <see cref="Health.WriteFailed"/>.</summary>
    public static char Of(Health health) => health switch
    {
        Health.Alive => 'A',
        Health.FlushFailed => 'F',
        Health.WriteFailed => 'D',
        Health.SyncFailed => 'S',
        Health.ReadFailed => 'R',
        Health.Unclassified => 'U',
        _ => throw new ArgumentOutOfRangeException(nameof(health), health, "not a health"),
    };

    /// <summary>The health for a leg's <paramref name="letter"/>; false for any other byte, lower case included.</summary>
    public static bool TryParse(byte letter, out Health health)
    {
        (bool known, health) = letter switch
        {
            (byte)'A' => (true, Health.Alive),
            (byte)'F' => (true, Health.FlushFailed),
            (byte)'D' => (true, Health.WriteFailed),
            (byte)'S' => (true, Health.SyncFailed),
            (byte)'R' => (true, Health.ReadFailed),
            (byte)'U' => (true, Health.Unclassified),
            _ => (false, Health.Unclassified),
        };
        return known;
    }
}
