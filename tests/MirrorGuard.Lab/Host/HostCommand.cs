using System.Diagnostics;
using System.Threading.Tasks;

namespace MirrorGuard.Lab.Host;

/// <summary>Runs a program of the host that must succeed.</summary>
internal static class HostCommand
{
    internal static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new LabException($"{program} does not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        if (process.ExitCode != 0)
            throw new LabException($"{program} {string.Join(' ', arguments)} failed with {process.ExitCode}:\n{output}{errors.Result}");
    }

    /// <summary>With our input and both our outputs.</summary>
    /// <returns>Its exit code.</returns>
    internal static int RunAttached(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments) ?? throw new LabException($"{program} does not start.");
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>With our terminal; whether it succeeds does not matter.</summary>
    internal static void RunOnTerminal(string program, params string[] arguments)
    {
        using Process? process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process?.WaitForExit();
    }
}
