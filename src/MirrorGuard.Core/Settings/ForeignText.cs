using System;

namespace MirrorGuard.Core.Settings;

/// <summary>Text out of a file that anyone may have written, made fit to stand in a log line.</summary>
internal static class ForeignText
{
    /// <summary>What is shown of a name or value: enough to find it, and no line of the log is filled by it.</summary>
    private const int MaxLength = 64;

    /// <summary>The text with one <c>?</c> for each control character, cut when it is long.</summary>
    public static string Printable(string text)
    {
        bool isLong = text.Length > MaxLength;
        char[] characters = (isLong ? text[..MaxLength] : text).ToCharArray();
        foreach (ref char character in characters.AsSpan())
            character = char.IsControl(character) ? '?' : character;
        return new string(characters) + (isLong ? "..." : "");
    }
}
