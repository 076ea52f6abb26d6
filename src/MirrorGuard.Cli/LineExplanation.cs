using System;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Cli;

/// <summary>Explains one line, or shows where it is no status line.</summary>
internal static class LineExplanation
{
    /// <summary>Writes the explanation to the output, or the refusal to the error output.</summary>
    /// <returns>Whether the line could be read.</returns>
    public static bool TryWrite(byte[] line, Streams streams)
    {
        if (!TargetLine.TryParse(line, out TargetLine target, out ParseError error))
            return Refuse(line, error, streams);
        string volume = VolumeOf(line, target);
        if (!target.IsMirror(line))
        {
            streams.Output.WriteLine($"{volume}: a target of type {Printable.Text(line.AsSpan(target.Type))}, not a mirror; there is nothing to explain.");
            return true;
        }
        if (!MirrorStatusParser.TryParse(line.AsSpan(target.Parameters), out MirrorStatus status, out error))
            return Refuse(line, error.MovedBy(target.Parameters.Start.Value), streams);
        foreach (string sentence in StatusExplanation.Of(VolumeNames.Only(volume), status, target.Length))
            streams.Output.WriteLine(sentence);
        return true;
    }

    private static string VolumeOf(byte[] line, TargetLine target)
    {
        string device = Printable.Text(line.AsSpan(target.Name));
        if (device.Length == 0)
            return "this device";
        return DmName.TryParse(device, out DmName? name, out _) ? name.Volume.ToString() : device;
    }

    private static bool Refuse(byte[] line, ParseError error, Streams streams)
    {
        string before = Printable.Text(line.AsSpan(0, error.Position));
        streams.Error.WriteLine(Printable.Text(line));
        streams.Error.WriteLine($"{new string(' ', before.Length)}^");
        streams.Error.WriteLine($"mirrorguard: not a status line: {error}");
        return false;
    }
}
