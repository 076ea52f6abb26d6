using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace MirrorGuard.Cli.Canary;

/// <summary>The programs of the machine that this runs on.</summary>
internal sealed class Tools : ITools
{
    private const string LockFile = "/run/mirrorguard-canary.lock";
    private const string Path = "/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>What takes longer waits for something that does not come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <inheritdoc />
    public IDisposable Lock()
    {
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException("only root may make a canary", exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"another canary runs: {exception.Message}", exception);
        }
    }

    /// <inheritdoc />
    public ToolEnd Run(string program, IReadOnlyList<string> arguments)
    {
        var end = Start(program, arguments, out var exit);
        exit?.Wait(Patience);
        return end() ?? new ToolEnd(false, "", $"{program} did not end within {Patience.TotalSeconds} s");
    }

    /// <inheritdoc />
    public Func<ToolEnd?> Start(string program, IReadOnlyList<string> arguments) => Start(program, arguments, out _);

    /// <inheritdoc />
    public void MakeFile(string path, long bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var file = File.Create(path);
        file.SetLength(bytes);
    }

    /// <inheritdoc />
    public void RemoveDirectory(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    /// <summary>What it writes is taken from it while it runs, so that it never waits for us.</summary>
    private static Func<ToolEnd?> Start(string program, IReadOnlyList<string> arguments, out Task? exit)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var systemDirectory = Environment.GetEnvironmentVariable("LVM_SYSTEM_DIR");
        start.Environment.Clear();
        if (systemDirectory is not null)
            start.Environment["LVM_SYSTEM_DIR"] = systemDirectory;
        start.Environment["PATH"] = Path;
        start.Environment["LC_ALL"] = "C";
        exit = null;
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(), complaints = process.StandardError.ReadToEndAsync();
            exit = Task.WhenAll(output, complaints, process.WaitForExitAsync());
            var ends = exit;
            return () => ends.IsCompleted ? new ToolEnd(process.ExitCode == 0, output.Result, ToolEnd.LastLine(complaints.Result)) : null;
        }
        catch (Win32Exception exception)
        {
            return () => new ToolEnd(false, "", $"{program} cannot be started: {exception.Message}");
        }
    }
}
