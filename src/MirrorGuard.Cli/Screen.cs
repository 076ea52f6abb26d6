using System;

namespace MirrorGuard.Cli;

/// <summary>A terminal on which something is drawn anew every two seconds.</summary>
internal static class Screen
{
    /// <summary>To the upper left, and what is there goes away: as <c>clear</c> does it.</summary>
    private const string Clear = "\u001b[H\u001b[2J";

    /// <summary>Draws until Ctrl-C.</summary>
    /// <param name="draw">What is there to be seen, each line with its end.</param>
    /// <param name="streams">Its output.</param>
    /// <param name="machine">Waits between two looks.</param>
    /// <returns>False, and says so, where nobody could see it.</returns>
    internal static bool TryWatch(Func<string> draw, Streams streams, MachineView machine)
    {
        if (!streams.IsOutputTerminal)
        {
            streams.Error.WriteLine("mirrorguard: --watch needs a terminal to draw on");
            return false;
        }
        do
        {
            streams.Output.Write(Clear + draw());
            streams.Output.Flush();
        }
        while (machine.Pause());
        return true;
    }
}
