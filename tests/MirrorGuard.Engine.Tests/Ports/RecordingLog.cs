using System.Collections.Generic;

using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>A log that is read afterwards.</summary>
internal sealed class RecordingLog : IEventLog
{
    private readonly object _gate = new();
    private readonly List<string> _lines = [];

    /// <summary><c>Warning vg/lv: …</c></summary>
    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public void Write(Severity severity, string line)
    {
        lock (_gate)
            _lines.Add($"{severity} {line}");
    }

    /// <summary>What was written since the last call.</summary>
    internal IReadOnlyList<string> Take()
    {
        lock (_gate)
        {
            string[] lines = [.. _lines];
            _lines.Clear();
            return lines;
        }
    }
}
