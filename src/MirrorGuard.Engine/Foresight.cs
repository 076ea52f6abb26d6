using System.Text;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// What the policy would decide about a mirror, asked without doing any of it: so that a person is told what the policy does, and not
/// what somebody once wrote about it. What only a registration remembers, such as how often a disk has failed, it does not know.
/// </summary>
public sealed class Foresight
{
    private readonly DeviceStatus _status;
    private readonly Circumstances _circumstances;
    private readonly DeviceState _recalled;
    private readonly Instant _now;

    /// <summary>Looks at the tables of a mirror.</summary>
    /// <param name="deviceMapper">Knows them.</param>
    /// <param name="device">The mirror.</param>
    /// <param name="status">Its status.</param>
    /// <param name="record">What is recorded of it.</param>
    /// <param name="settings">What counts for it.</param>
    /// <param name="now">The time.</param>
    public Foresight(IDeviceMapper deviceMapper, DeviceIdentity device, DeviceStatus status, RecordedState? record, FaultSettings settings, Instant now)
    {
        var tables = new MirrorTables(deviceMapper);
        tables.Look(device, status);
        _status = status;
        _now = now;
        _circumstances = new Circumstances(settings, tables.Arrangement, tables.CanRelease, RecentFailures: 0, tables.Length, tables.HasPrimaryCache);
        _recalled = record?.Recalled ?? DeviceState.Registered;
    }

    /// <summary>If it began to watch the mirror now.</summary>
    public Decision IfRegistered() => Ask(_recalled, InputKind.Registered, _status);

    /// <summary>If it watched the mirror, and a write to a part failed now.</summary>
    /// <param name="part">A leg's index, or <see cref="Outage.Log"/>; the device is one mirror.</param>
    public Decision IfDies(int part)
    {
        var mirror = _status.Mirrors[0];
        LegStatus[] legs = [.. mirror.Legs];
        if (part >= 0)
            legs[part] = legs[part] with { Health = Health.WriteFailed };
        var log = part == Outage.Log ? mirror.Log with { Health = Health.WriteFailed } : mirror.Log;
        var worse = new DeviceStatus();
        worse.Add("mirror"u8, Encoding.ASCII.GetBytes(MirrorStatusFormatter.Format(new MirrorStatus(legs, mirror.InSync, log))));
        return Ask(IfRegistered().State, InputKind.Event, worse);
    }

    private Decision Ask(in DeviceState state, InputKind kind, DeviceStatus status) =>
        FaultPolicy.Step(in state, new PolicyInput(kind, Diagnosis.Of(status, state.Repair.Copies), _now, _circumstances));
}
