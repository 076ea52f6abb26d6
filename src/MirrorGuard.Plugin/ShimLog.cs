using System.Text;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Plugin;

/// <summary>dmeventd's log.</summary>
internal sealed unsafe class ShimLog : IEventLog
{
    /// <inheritdoc />
    public void Write(Severity severity, string line) => WriteLine(severity, line);

    /// <summary>Writes one line.</summary>
    internal static void WriteLine(Severity severity, string line)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(line + '\0'))
            ShimServices.mirrorguard_log((int)severity, text);
    }
}
