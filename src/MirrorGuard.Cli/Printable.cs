using System;
using System.Text;

namespace MirrorGuard.Cli;

/// <summary>Foreign bytes made fit for a terminal: a status line must not be able to move the cursor or change colours.</summary>
internal static class Printable
{
    /// <summary>UTF-8 text with one <c>?</c> for each control character and U+FFFD for what is no UTF-8.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        char[] text = Encoding.UTF8.GetString(bytes).ToCharArray();
        foreach (ref char character in text.AsSpan())
            character = char.IsControl(character) ? '?' : character;
        return new string(text);
    }
}
