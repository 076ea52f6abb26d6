using System;
using System.Globalization;

namespace MirrorGuard.Linux.Configuration;

/// <summary>Numbers that LVM's parser reads otherwise than a person does.</summary>
/// <remarks>
/// It takes <c>0300</c> for octal (192), <c>08</c> and a lone <c>-</c> for 0, and gives the whole file up for a number that is too
/// large. Measured with libdevmapper 1.02.185 and 1.02.205.
/// </remarks>
internal static class ConfigurationNumber
{
    /// <summary>The sign and nineteen digits of the longest whole number; one with a point is of no use to any key.</summary>
    private const int MaxLength = 20;

    /// <summary>What is wrong with a token that begins like a number, or null.</summary>
    internal static string? FaultOf(ReadOnlySpan<byte> token, bool isWholeWord)
    {
        if (!isWholeWord)
            return "a number that goes on as something else";
        if (token.Length > MaxLength)
            return "a number that is too long";
        ReadOnlySpan<byte> digits = token[0] is (byte)'+' or (byte)'-' ? token[1..] : token;
        if (digits.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
            return "a number without digits";
        if (digits.Contains((byte)'.'))
            return null;
        if (digits.Length > 1 && digits[0] == '0')
            return "a number that begins with 0, which LVM's parser takes for octal";
        return long.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "a number that is too large";
    }
}
