using System;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Plugin;

/// <summary>Says that MirrorGuard itself failed, once for each time it does, with what is needed to find out why.</summary>
internal static class Bug
{
    /// <summary>Logs <paramref name="exception"/>; never throws.</summary>
    internal static void Log(Exception exception)
    {
        try
        {
            foreach (var line in exception.ToString().Split('\n'))
                ShimLog.WriteLine(Severity.Error, $"a bug in MirrorGuard: {line.TrimEnd()}");
        }
        catch (Exception)
        {
            // Out of memory, most likely: the device goes to the stock DSO all the same, and the shim logs that.
        }
    }
}
