using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace MirrorGuard.Dso.Tests.Hosts;

/// <summary>What the host said so far, and a way to wait for what it is going to say.</summary>
internal sealed class Transcript
{
    private readonly object _gate = new();
    private readonly List<string> _lines = [];
    private bool _ended;

    internal Transcript(TextReader reader) =>
        new Thread(() => ReadAll(reader)) { IsBackground = true, Name = "transcript" }.Start();

    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>Waits until <paramref name="times"/> lines contain <paramref name="text"/>, and gives the last of them; null when that does not happen.</summary>
    internal string? WaitFor(string text, int times, TimeSpan limit)
    {
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_gate)
        {
            while (true)
            {
                if (_lines.Where(line => line.Contains(text, StringComparison.Ordinal)).Skip(times - 1).FirstOrDefault() is { } found)
                    return found;
                long left = deadline - Environment.TickCount64;
                if (_ended || left <= 0)
                    return null;
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
            }
        }
    }

    public override string ToString() => string.Join('\n', Lines);

    private void ReadAll(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
            Add(line);
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
            Monitor.PulseAll(_gate);
        }
    }
}
