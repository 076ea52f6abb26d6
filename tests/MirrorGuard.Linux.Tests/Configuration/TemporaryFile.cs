using System;
using System.IO;
using System.Text;
using MirrorGuard.Linux.Configuration;

namespace MirrorGuard.Linux.Tests.Configuration;

/// <summary>A configuration file in a directory of its own, which goes with it.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mirrorguard-configuration-");

    public string Path => System.IO.Path.Combine(_directory.FullName, "mirrorguard.conf");

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public void Write(byte[] text) => File.WriteAllBytes(Path, text);

    /// <summary>As editors and packages do it.</summary>
    public void Replace(string text)
    {
        File.WriteAllText(Path + ".new", text);
        File.Move(Path + ".new", Path, overwrite: true);
    }

    public void Delete() => File.Delete(Path);

    /// <summary>What a fresh look at <paramref name="text"/> finds.</summary>
    public static ConfigurationLoad Load(string text) => Load(Encoding.UTF8.GetBytes(text));

    public static ConfigurationLoad Load(byte[] text)
    {
        using var file = new TemporaryFile();
        file.Write(text);
        return new ConfigurationFile(file.Path).Load();
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
