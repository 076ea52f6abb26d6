using System;
using System.Collections.Generic;

namespace MirrorGuard.Lab.Demo;

/// <summary>Text for a person: as wide as reads well, coloured only where it can be seen.</summary>
internal static class Terminal
{
    private const int Narrowest = 80;
    private const int Widest = 100;

    private static readonly bool HasColour =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    internal static int Width { get; } = Console.IsOutputRedirected ? Widest : Math.Clamp(Console.WindowWidth, Narrowest, Widest);

    internal static void Heading(string text)
    {
        Console.WriteLine();
        Console.WriteLine(Paint("1", text));
    }

    internal static void Note(string text) => Console.WriteLine("  " + Paint("2", text));

    /// <summary>Text in a colour of the terminal's own palette (an SGR code).</summary>
    internal static string Paint(string code, string text) => HasColour ? $"\e[{code}m{text}\e[0m" : text;

    /// <summary>Breaks at spaces; a word that is too long stays whole.</summary>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return line;
    }
}
