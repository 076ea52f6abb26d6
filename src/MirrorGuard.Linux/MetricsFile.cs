using System;
using System.IO;
using System.Text;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux;

/// <summary>A Prometheus text file for node_exporter's textfile collector: written beside and renamed, so that nobody reads half of it.</summary>
public sealed class MetricsFile : IMetricsFile
{
    /// <summary>The collector is no root.</summary>
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <inheritdoc />
    public string? Replace(string path, string text)
    {
        try
        {
            // The collector takes files that end in .prom. Its directory may be another user's, who may have put a link there.
            var unfinished = path + ".new";
            File.Delete(unfinished);
            using (var file = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = ForAll }))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                // What is written under dmeventd's umask is for the collector all the same.
                File.SetUnixFileMode(file.SafeFileHandle, ForAll);
            }
            File.Move(unfinished, path, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
