using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

using MirrorGuard.Lab.Host;

namespace MirrorGuard.Lab.Guests;

/// <summary>
/// A running machine: a User-Mode Linux kernel over a Debian root that it cannot write. Dispose ends
/// it and deletes its directory.
/// </summary>
public sealed class Guest : IDisposable
{
    private const int LogTailLines = 60;

    private static readonly TimeSpan LogLimit = TimeSpan.FromSeconds(80);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LogInterval = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly GuestConsole _console;
    private int _runs;
    private int _bootLogLength;

    private Guest(GuestImage image, string directory, Process process)
    {
        Image = image;
        Directory = directory;
        _process = process;
        _console = new GuestConsole(process.StandardOutput);
    }

    /// <summary>What it was started from.</summary>
    public GuestImage Image { get; }

    /// <summary>The directory on the host that the guest has as <c>/lab</c>.</summary>
    public string Directory { get; }

    /// <summary>Everything the kernel said; survives a hang of the guest.</summary>
    public string KernelLog => ReadLog("kernel.log");

    /// <summary>Everything dmeventd said; survives a hang of the guest.</summary>
    public string DmeventdLog => ReadLog("dmeventd.log");

    /// <summary>Boots a guest and returns when it takes scripts.</summary>
    public static Guest Start(GuestImage image, GuestOptions options)
    {
        HostTools.RequireAll();
        string root = GuestRoots.Ensure(image);
        string directory = GuestDirectory.Create(options);

        Process process = GuestProcess.Start(GuestCommand.For(root, directory, options, interactive: false));
        var guest = new Guest(image, directory, process);
        try
        {
            if (guest._console.WaitFor("ready", options.BootLimit) is null)
                throw guest.Failure($"{image} did not boot within {options.BootLimit.TotalSeconds} s.");
            guest._bootLogLength = guest.KernelLog.Length;
            return guest;
        }
        catch
        {
            guest.Dispose();
            throw;
        }
    }

    /// <summary>Runs a bash script with the shell library at hand. A limit that is reached is an error.</summary>
    public GuestResult Run(string script, TimeSpan limit)
    {
        string number = (++_runs).ToString(CultureInfo.InvariantCulture);
        string path = Path.Combine(Directory, "run", number + ".sh");
        // A name is never used twice: the guest caches what it has read.
        File.WriteAllText(path, "source /lab/guest/lab.sh\n" + script + "\n");

        try
        {
            _process.StandardInput.WriteLine(number);
            _process.StandardInput.Flush();
        }
        catch (IOException error)
        {
            throw new LabException(Failure("The guest is dead.").Message, error);
        }

        return _console.WaitFor(number, limit)
            ?? throw Failure(_console.HasEnded
                ? $"The guest died in:\n{script}"
                : $"No end within {limit.TotalSeconds} s of:\n{script}");
    }

    /// <summary>Runs a script that must succeed, and returns its output.</summary>
    public string Require(string script, TimeSpan limit)
    {
        GuestResult result = Run(script, limit);
        return result.ExitCode == 0
            ? result.Output
            : throw Failure($"Exit code {result.ExitCode} of:\n{script}\n--- output\n{result.Output}");
    }

    /// <summary>Waits until dmeventd's log holds a text.</summary>
    public void WaitForDmeventd(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!DmeventdLog.Contains(text, StringComparison.Ordinal))
        {
            if (clock.Elapsed > LogLimit)
                throw Failure($"dmeventd did not say within {LogLimit.TotalSeconds} s: {text}");
            Thread.Sleep(LogInterval);
        }
    }

    /// <summary>Power loss: the kernel ends between two instructions. Disk files stay as they are.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: false);
        _process.WaitForExit();
        // The process that we killed is not the kernel, which may write to its disks for a moment more.
        if (!_console.WaitForEnd(EndLimit))
            throw new LabException($"A killed guest did not end within {EndLimit.TotalSeconds} s.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
        GuestDirectory.Delete(Directory);
    }

    /// <summary>An error that carries what the guest, its kernel and its dmeventd said last.</summary>
    public LabException Failure(string message)
    {
        var text = new StringBuilder(message);
        AppendTail(text, "console", _console.Pending);
        AppendTail(text, "kernel log", KernelLog[_bootLogLength..]);
        AppendTail(text, "dmeventd log", DmeventdLog);
        return new LabException(text.ToString());
    }

    private static void AppendTail(StringBuilder text, string title, string log)
    {
        string[] lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        text.Append(CultureInfo.InvariantCulture, $"\n--- {title} of the guest ({lines.Length} lines, the last {LogTailLines})\n");
        text.AppendJoin('\n', lines.TakeLast(LogTailLines));
    }

    private string ReadLog(string name)
    {
        string path = Path.Combine(Directory, name);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }
}
