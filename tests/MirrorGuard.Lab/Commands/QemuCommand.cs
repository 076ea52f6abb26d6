using System.CommandLine;

using MirrorGuard.Lab.Guests;
using MirrorGuard.Lab.Host;

namespace MirrorGuard.Lab.Commands;

/// <summary><c>qemu</c>: one bash script on Debian's own kernel with two processors; succeeds if the script does.</summary>
internal static class QemuCommand
{
    internal static Command Create()
    {
        Option<string?> dso = GuestSettings.Dso();
        var script = new Argument<string>("script") { Description = "A file of bash; it has the lab's shell library." };
        var command = new Command("qemu", "Run a script on Debian's own kernel with two processors, slowly.") { dso, script };
        command.SetAction(parsed => Run(GuestSettings.Library(parsed.GetValue(dso)), parsed.GetValue(script)!));
        return command;
    }

    private static int Run(MirrorLibrary library, string script)
    {
        string root = GuestRoots.Ensure(GuestImage.Debian12);
        string directory = GuestDirectory.Create(new GuestOptions { ArtifactDirectories = library.Directories });
        try
        {
            return HostCommand.RunAttached("bash", GuestDirectory.SourceOf("qemu.sh"), root, directory, script);
        }
        finally
        {
            GuestDirectory.Delete(directory);
        }
    }
}
