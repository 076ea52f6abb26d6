using System.CommandLine;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Commands;

/// <summary><c>shell</c>: a guest on the user's own terminal.</summary>
internal static class ShellCommand
{
    internal static Command Create()
    {
        Option<string> image = GuestSettings.Image();
        Option<string?> dso = GuestSettings.Dso();
        var command = new Command("shell", "An interactive shell in a guest; leave it with 'exit'.") { image, dso };
        command.SetAction(parsed => InteractiveGuest.Run(
            GuestImage.Find(parsed.GetValue(image)!)!,
            GuestSettings.Library(parsed.GetValue(dso))));
        return command;
    }
}
