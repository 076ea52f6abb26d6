using System;
using System.Text;

namespace MirrorGuard.Core.Status;

/// <summary>
/// The status of one dm device: its mirror targets, parsed. One object per registration and thread
/// is filled again for every event, so that reading a status allocates nothing.
/// </summary>
public sealed class DeviceStatus
{
    /// <summary>LVM makes one mirror target per segment of a volume; more than this is refused, not guessed at.</summary>
    public const int MaxMirrors = 16;

    private readonly MirrorStatus[] _mirrors = new MirrorStatus[MaxMirrors];
    private int _mirrorCount;

    /// <summary>The mirror targets, in the order of their start.</summary>
    public ReadOnlySpan<MirrorStatus> Mirrors => _mirrors.AsSpan(0, _mirrorCount);

    /// <summary>Targets of another type, for example a linear part.</summary>
    public int OtherTargets { get; private set; }

    /// <summary>There is no such device any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The raw status that was refused and why; null while all are understood.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Device-mapper did not answer.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>
    /// How many events the device had raised, at the latest, when the status was read (<c>event_nr</c>). Every first failure of its kind
    /// on a leg raises one, so that an unchanged number says that nothing has failed since.
    /// </summary>
    public uint Events { get; set; }

    /// <summary>Every target was understood.</summary>
    public bool IsComplete => Refusal is null;

    private static ReadOnlySpan<byte> MirrorType => "mirror"u8;

    /// <summary>Forgets the previous status.</summary>
    public void Clear()
    {
        _mirrorCount = 0;
        OtherTargets = 0;
        IsGone = false;
        IsUnreadable = false;
        Refusal = null;
        Events = 0;
    }

    /// <summary>Says that there is no such device any more.</summary>
    public void MarkGone()
    {
        Clear();
        IsGone = true;
    }

    /// <summary>Says that the status could not be had.</summary>
    /// <param name="reason">Why, for a person.</param>
    public void MarkUnreadable(string reason)
    {
        Clear();
        IsUnreadable = true;
        Refusal = reason;
    }

    /// <summary>Adds a target as device-mapper reports it.</summary>
    /// <param name="type">The target's type, for example <c>mirror</c>.</param>
    /// <param name="parameters">Its status, for example <c>2 254:3 254:4 512/512 1 AA 1 core</c>.</param>
    public void Add(ReadOnlySpan<byte> type, ReadOnlySpan<byte> parameters)
    {
        if (!type.SequenceEqual(MirrorType))
            OtherTargets++;
        else if (_mirrorCount == MaxMirrors)
            Refusal ??= $"more than {MaxMirrors} mirror targets in one device";
        else if (MirrorStatusParser.TryParse(parameters, out var mirror, out var error))
            _mirrors[_mirrorCount++] = mirror;
        else
            Refusal ??= $"{error} in \"{Encoding.Latin1.GetString(parameters)}\"";
    }
}
