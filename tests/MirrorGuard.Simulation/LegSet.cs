using System;
using System.Linq;

namespace MirrorGuard.Simulation;

/// <summary>What a mirror remembers of its legs' errors, and which leg it prefers: kernel <c>dm-raid1.c</c>, <c>fail_mirror</c> and around.</summary>
internal sealed class LegSet
{
    private readonly bool _handlesErrors;
    private readonly bool _keepsLog;
    private readonly LegErrors[] _errors;
    private readonly bool[] _isForgotten;

    internal LegSet(int count, bool handlesErrors, bool keepsLog)
        : this(new LegErrors[count], handlesErrors, keepsLog)
    {
    }

    private LegSet(LegErrors[] errors, bool handlesErrors, bool keepsLog)
    {
        _errors = errors;
        _isForgotten = new bool[errors.Length];
        _handlesErrors = handlesErrors;
        _keepsLog = keepsLog;
    }

    internal int Count => _errors.Length;

    /// <summary>The leg that is read, that is copied from, and that alone gets writes to regions out of sync. User space cannot see it.</summary>
    internal int Default { get; private set; }

    internal bool DefaultIsGood => IsGood(Default);

    /// <summary>All regions were in sync and no write has failed since.</summary>
    internal bool IsInSync { get; set; }

    /// <summary>A leg failed since the flags were last reset.</summary>
    internal bool HasFailure { get; private set; }

    internal bool HasGoodLeg => _errors.Contains(LegErrors.None);

    /// <summary>A letter says that a leg is dead: D or F.</summary>
    internal bool ShowsDeadLeg => Enumerable.Range(0, Count).Any(IsDead);

    /// <summary>Its letter is D or F.</summary>
    internal bool IsDead(int leg) => (_errors[leg] & (LegErrors.Write | LegErrors.Flush)) != 0;

    /// <summary>Its letter was D or F, and was taken back although a flush had failed.</summary>
    internal bool IsForgotten(int leg) => _isForgotten[leg];

    /// <summary>The letters of the status line.</summary>
    internal string Letters => string.Concat(_errors.Select(Letter));

    /// <summary>Remembers an error; true when user space is to be told.</summary>
    internal bool Fail(int leg, LegErrors kind)
    {
        HasFailure = true;
        var isKnown = _errors[leg].HasFlag(kind);
        _errors[leg] |= kind;
        if (isKnown || !_handlesErrors)
            return false;
        // Out of sync the other legs may be stale. With keep_log the kernel changes over all the same.
        if (leg == Default && (IsInSync || _keepsLog) && HasGoodLeg)
            Default = FirstGood();
        return true;
    }

    /// <summary>The default leg, or the next good one below it; null when all have failed.</summary>
    internal int? Choose()
    {
        var leg = Default;
        do
        {
            if (IsGood(leg))
                return leg;
            leg = (leg + Count - 1) % Count;
        }
        while (leg != Default);
        return null;
    }

    /// <summary>All regions are in sync: the errors are forgiven. The default leg stays.</summary>
    internal void Reset(bool hasFailedToFlush)
    {
        HasFailure = false;
        for (var leg = 0; leg < Count; leg++)
        {
            _isForgotten[leg] |= hasFailedToFlush && IsDead(leg);
            _errors[leg] = LegErrors.None;
        }
    }

    internal LegSet Clone() => new([.. _errors], _handlesErrors, _keepsLog) { Default = Default, IsInSync = IsInSync, HasFailure = HasFailure };

    private static char Letter(LegErrors errors) => errors switch
    {
        LegErrors.None => 'A',
        _ when errors.HasFlag(LegErrors.Flush) => 'F',
        _ when errors.HasFlag(LegErrors.Write) => 'D',
        _ when errors.HasFlag(LegErrors.Sync) => 'S',
        _ => 'R',
    };

    internal bool IsGood(int leg) => _errors[leg] == LegErrors.None;

    private int FirstGood() => Array.IndexOf(_errors, LegErrors.None);
}
