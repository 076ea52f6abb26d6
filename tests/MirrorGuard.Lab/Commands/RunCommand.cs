using System;
using System.CommandLine;
using System.IO;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Commands;

/// <summary><c>run</c>: one bash script in a fresh guest; ends with the script's exit code.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    internal static Command Create()
    {
        Option<string> image = GuestSettings.Image();
        Option<string?> dso = GuestSettings.Dso();
        var log = new Option<bool>("--log") { Description = "Show dmeventd's log at the end." };
        var script = new Argument<string>("script") { Description = "A file of bash; it has the lab's shell library." };
        var command = new Command("run", "Run a script in a guest.") { image, dso, log, script };
        command.SetAction(parsed => Run(
            GuestImage.Find(parsed.GetValue(image)!)!,
            GuestSettings.Library(parsed.GetValue(dso)),
            parsed.GetValue(script)!,
            parsed.GetValue(log)));
        return command;
    }

    private static int Run(GuestImage image, MirrorLibrary library, string script, bool showLog)
    {
        string text = File.ReadAllText(script);
        using Guest guest = Guest.Start(image, new GuestOptions { ArtifactDirectories = library.Directories });
        GuestResult result = guest.Run($"MIRROR_LIBRARY={library.PathInGuest}\n{text}", Limit);
        Console.Write(result.Output);
        if (showLog)
            Console.Write(guest.DmeventdLog);
        return result.ExitCode;
    }
}
