using System;
using System.Collections.Generic;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// What LVM is asked of volumes that fail, one question at a time: with a disk of a hundred volumes, a hundred have the same one.
/// For the attendant's thread alone.
/// </summary>
/// <param name="commands">LVM.</param>
public sealed class LvmQuestions(ILvmCommands commands)
{
    /// <summary>A question is usually answered in a third of a second; one that waits for a dying disk is cut off.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A question takes no lock, since one that hangs on a dying disk would hold it, and leaves suspended devices alone. A command that
    /// changes something waits for those instead: LVM marks a physical volume as missing that it has left alone.
    /// </summary>
    internal static readonly string[] Manner =
    [
        "--readonly", "--noheadings", "--nosuffix", "--units", "s", "--separator", $"{DiskAnswer.Separator}",
        "--config", "devices/ignore_suspended_devices=1",
    ];

    private IChildProcess? _current;
    private bool _isForgotten;

    /// <summary>Asks, and returns at once; null: another question is under way, or LVM cannot be started.</summary>
    internal IChildProcess? TryAsk(IReadOnlyList<string> question)
    {
        if (_isForgotten && _current?.End is not null)
            Done();
        return _current is null ? _current = commands.Start(question) : null;
    }

    /// <summary>The question has ended, and its answer was taken.</summary>
    internal void Done()
    {
        _current?.Dispose();
        _current = null;
        _isForgotten = false;
    }

    /// <summary>Nobody wants to know any more.</summary>
    internal void Forget()
    {
        _current?.Kill();
        _isForgotten = true;
    }
}
