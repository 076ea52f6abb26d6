using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;

namespace MirrorGuard.Lab.Guests;

/// <summary>
/// The agent's console: reads everything on a thread of its own, and lets one caller wait for the
/// agent's closing line (see <c>guest/agent.sh</c>).
/// </summary>
internal sealed class GuestConsole
{
    private const char StartOfHeading = '\u0001';

    private readonly object _gate = new();
    private readonly StringBuilder _text = new();
    private readonly StreamReader _reader;
    private bool _ended;

    internal GuestConsole(StreamReader reader)
    {
        _reader = reader;
        new Thread(ReadAll) { IsBackground = true, Name = "guest console" }.Start();
    }

    /// <summary>What came since the last closing line.</summary>
    internal string Pending
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    /// <summary>The guest will say no more.</summary>
    internal bool HasEnded
    {
        get
        {
            lock (_gate)
                return _ended;
        }
    }

    /// <summary>Waits until every process of a killed guest has let go of it.</summary>
    internal bool WaitForEnd(TimeSpan limit)
    {
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_gate)
        {
            while (!_ended)
            {
                long left = deadline - Environment.TickCount64;
                if (left <= 0)
                    return false;
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
            }

            return true;
        }
    }

    /// <summary>The output up to the closing line of <paramref name="token"/>; null when time is up or the guest ended.</summary>
    internal GuestResult? WaitFor(string token, TimeSpan limit)
    {
        string mark = StartOfHeading + token + " ";
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_gate)
        {
            while (true)
            {
                if (Take(mark) is { } result)
                    return result;

                long left = deadline - Environment.TickCount64;
                if (_ended || left <= 0)
                    return null;
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
            }
        }
    }

    private GuestResult? Take(string mark)
    {
        string text = _text.ToString();
        int start = text.IndexOf(mark, StringComparison.Ordinal);
        int end = start < 0 ? -1 : text.IndexOf('\n', start);
        if (end < 0)
            return null;

        _text.Remove(0, end + 1);
        int exitCode = int.Parse(text.AsSpan(start + mark.Length, end - start - mark.Length), CultureInfo.InvariantCulture);
        // The agent puts a newline before its mark, so that the mark has a line of its own.
        string output = start > 0 && text[start - 1] == '\n' ? text[..(start - 1)] : text[..start];
        return new GuestResult(exitCode, output);
    }

    private void ReadAll()
    {
        char[] buffer = new char[4096];
        try
        {
            while (_reader.Read(buffer) is > 0 and var count)
            {
                lock (_gate)
                {
                    _text.Append(buffer, 0, count);
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (IOException)
        {
            // The guest was killed while it wrote.
        }
        finally
        {
            lock (_gate)
            {
                _ended = true;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
