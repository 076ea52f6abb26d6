using System;
using System.Text;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Plugin;

/// <summary>dmeventd's log, and whoever else is to hear of what happens.</summary>
internal sealed unsafe class ShimLog : IEventLog
{
    private Action<Occurrence>? _hears;

    /// <inheritdoc />
    public void Write(Severity severity, string line) => WriteLine(severity, line);

    /// <inheritdoc />
    public void Write(Occurrence occurrence)
    {
        WriteLine(occurrence.Severity, occurrence.Line);
        _hears?.Invoke(occurrence);
    }

    /// <summary>Has someone hear of what happens, who waits for nothing. Before anything does.</summary>
    internal void Tell(Action<Occurrence> hears) => _hears = hears;

    /// <summary>Writes one line.</summary>
    internal static void WriteLine(Severity severity, string line)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(line + '\0'))
            ShimServices.mirrorguard_log((int)severity, text);
    }
}
