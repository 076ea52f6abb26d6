using System;
using System.Collections.Generic;
using System.Globalization;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Reports;

/// <summary>
/// Has the administrator's program run for each letter: one at a time, and none for ever. Nobody waits for it, since what it writes to may
/// be the very volume whose writes wait.
/// </summary>
/// <param name="programs">Starts it.</param>
internal sealed class ReportRunner(IReportPrograms programs)
{
    /// <summary>A mail server that does not answer is given up on by then.</summary>
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    /// <summary>It is kept in memory.</summary>
    private const long MaxSaid = 1024 * 1024;

    /// <summary>More letters than this do not wait: with a minute each the last would be an hour old.</summary>
    private const int MaxWaiting = 64;

    /// <summary>What was killed and has not ended by then waits in the kernel, for a disk perhaps: the next one is not to wait for it.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>With more of them than this nothing is started.</summary>
    private const int MaxLingering = 16;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly Queue<Errand> _waiting = [];
    private readonly List<IChildProcess> _lingering = [];
    private IChildProcess? _running;
    private string _path = "";
    private ReportLetter? _letter;
    private Instant _startedAt;
    private Instant _cutOffAt;

    /// <summary>What it did too much of; null: nothing.</summary>
    private string? _cutOff;

    /// <summary>How many were taken, and how many not.</summary>
    internal ReportTally Tally { get; private set; }

    /// <summary>Why the last one was not taken; null: it was.</summary>
    internal string? LastFault { get; private set; }

    /// <summary>When to attend again; null: nothing runs.</summary>
    internal Instant? DueAt(Instant now) => _running is not null ? now + Poll : _waiting.Count > 0 ? now : null;

    /// <summary>Puts a letter down to be told.</summary>
    /// <param name="path">The program.</param>
    /// <param name="letter">The letter.</param>
    internal string? Send(string path, ReportLetter letter)
    {
        if (_waiting.Count >= MaxWaiting)
            return Failed(path, letter, "too many reports wait already");
        _waiting.Enqueue(new Errand(path, letter));
        return null;
    }

    /// <summary>Starts the next one, ends what takes too long.</summary>
    /// <returns>What is to be said in the log; empty for nothing.</returns>
    internal IReadOnlyList<string> Attend(Instant now)
    {
        var said = new List<string>();
        Bury();
        if (_running is not null && Follow(now) is { } end)
            said.Add(end);
        while (_running is null && _waiting.TryDequeue(out var next))
        {
            if (Start(next.Path, next.Letter, now) is { } fault)
                said.Add(fault);
        }
        return said;
    }

    private void Bury() => _ = _lingering.RemoveAll(child =>
    {
        if (child.End is null)
            return false;
        child.Dispose();
        return true;
    });

    private string? Start(string path, ReportLetter letter, Instant now)
    {
        if (_lingering.Count >= MaxLingering)
            return Failed(path, letter, "so many of its runs hang that none is started any more");
        _running = programs.Start(path, letter.Arguments, Variables(letter));
        (_path, _letter, _startedAt, _cutOff) = (path, letter, now, null);
        return _running is null ? Failed(path, letter, "it cannot be started: look whether it is there, executable, and what its first line names") : null;
    }

    private string? Follow(Instant now)
    {
        if (_running!.End is not { } end)
        {
            if (_cutOff is null && Excess(now) is { } excess)
            {
                (_cutOff, _cutOffAt) = (excess, now);
                _running.Kill();
            }
            if (_cutOff is null || now - _cutOffAt <= Farewell)
                return null;
            _lingering.Add(_running);
            _running = null;
            return CutOff();
        }
        _running.Dispose();
        _running = null;
        if (_cutOff is not null)
            return CutOff();
        if (!end.Succeeded)
            return Failed(_path, _letter!, end.Complaint.Length > 0 ? $"it failed: {end.Complaint}" : "it failed, and did not say why");
        Tally = Tally with { Sent = Tally.Sent + 1 };
        LastFault = null;
        return null;
    }

    private string? Excess(Instant now) =>
        now - _startedAt > TimeLimit ? string.Create(CultureInfo.InvariantCulture, $"took more than {TimeLimit.TotalSeconds} s")
        : _running!.Said > MaxSaid ? string.Create(CultureInfo.InvariantCulture, $"wrote more than {MaxSaid >> 20} MiB to its output")
        : null;

    private string CutOff() => Failed(_path, _letter!, $"it {_cutOff}, and was cut off");

    private static List<string> Variables(ReportLetter letter)
    {
        var variables = new List<string>();
        foreach (var field in letter.Fields)
            variables.Add($"{field.Name}={field.Value.Replace('\0', '?')}");
        return variables;
    }

    private string Failed(string path, ReportLetter letter, string why)
    {
        Tally = Tally with { Failed = Tally.Failed + 1 };
        LastFault = why;
        return $"the report program {path} was not told of {EventNames.Of(letter.Of.Kind)}{(letter.Of.Volume.Length > 0 ? $" of {letter.Of.Volume}" : "")}: {why}.";
    }

    /// <param name="Path">The program.</param>
    /// <param name="Letter">What it is told.</param>
    private sealed record Errand(string Path, ReportLetter Letter);
}
