using System.CommandLine;
using System.Linq;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Commands;

/// <summary>The options that all commands with a guest have.</summary>
internal static class GuestSettings
{
    internal static Option<string> Image()
    {
        var image = new Option<string>("--image")
        {
            Description = "The Debian release of the guest.",
            DefaultValueFactory = _ => GuestImage.Debian12.Name,
        };
        image.AcceptOnlyFromAmong([.. GuestImage.All.Select(known => known.Name)]);
        return image;
    }

    internal static Option<string?> Dso() => new("--dso")
    {
        Description = $"The directory with the {MirrorLibrary.FileName} to use; the guest's own without it.",
    };

    internal static MirrorLibrary Library(string? directory) =>
        directory is null ? MirrorLibrary.Stock : MirrorLibrary.From("MirrorGuard", directory);
}
