using System.CommandLine;

using MirrorGuard.Lab.Demo;
using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Commands;

/// <summary><c>demo</c>: a leg of a mirror dies, and everybody says what they do about it.</summary>
internal static class DemoCommand
{
    internal static Command Create()
    {
        Option<string> image = GuestSettings.Image();
        Option<string?> dso = GuestSettings.Dso();
        var command = new Command("demo", "Watch a mirror lose a leg: who says and does what, and when.") { image, dso };
        command.SetAction(parsed => DeadLegDemo.Run(
            GuestImage.Find(parsed.GetValue(image)!)!,
            GuestSettings.Library(parsed.GetValue(dso))));
        return command;
    }
}
