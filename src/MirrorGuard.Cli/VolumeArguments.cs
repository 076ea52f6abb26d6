using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Completions;
using System.Linq;
using System.Text;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Naming;

namespace MirrorGuard.Cli;

/// <summary>Volumes on a command line, as LVM's own commands take them.</summary>
internal static class VolumeArguments
{
    /// <summary>Any number of them.</summary>
    /// <param name="none">What it means that there is none.</param>
    internal static Argument<string[]> Create(string none) => new("VOLUME")
    {
        Description = $"vg/lv, /dev/vg/lv or /dev/mapper/vg-lv; {none}.",
        Arity = ArgumentArity.ZeroOrMore,
        CompletionSources = { _ => VolumeCompletion.Names().Select(name => new CompletionItem(name)) },
    };

    /// <summary>Reads them; the first that is none is said to be.</summary>
    internal static bool TryParse(string[] names, Streams streams, out IReadOnlyList<VolumeName> volumes)
    {
        List<VolumeName> read = [];
        volumes = read;
        foreach (var name in names)
        {
            if (!ControlRequest.TryParseVolume(name, out var volume))
            {
                streams.Error.WriteLine($"mirrorguard: {Printable.Text(Encoding.UTF8.GetBytes(name))} is no volume; it is named vg/lv, /dev/vg/lv or /dev/mapper/vg-lv");
                return false;
            }
            read.Add(volume);
        }
        return true;
    }
}
