using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Status;

namespace MirrorGuard.Engine.Tests.Simulation;

/// <summary>
/// A mirror with a core log as the kernel runs it, in so far as it decides whether a repair is
/// right: which legs have every acknowledged write, which letters show, how far the copy is.
/// The rules are those of the kernel's <c>dm-raid1.c</c> and <c>dm-region-hash.c</c>. Not modelled: single regions, and the hangs.
/// </summary>
internal sealed class SimulatedMirror
{
    internal const ulong Regions = 4;

    private int _source;
    private ulong _synced = Regions;

    internal SimulatedMirror(int legs)
    {
        for (var leg = 1; leg <= legs; leg++)
            Legs.Add(new SimulatedLeg(new DeviceNumber(254, (uint)leg)));
    }

    internal List<SimulatedLeg> Legs { get; private set; } = [];

    /// <summary>The kernel has an event that was not delivered.</summary>
    internal bool HasEvent { get; set; }

    /// <summary>A failed flush was forgotten: the count of regions in sync is wrong.</summary>
    internal bool IsDiverging { get; private set; }

    internal bool IsMirror => Legs.Count > 1;

    internal bool HasDeadLeg => IsMirror && Legs.Any(IsDead);

    internal void Write(Random random)
    {
        // A held write is not acknowledged, and those behind it wait.
        if (!IsMirror || HasDeadLeg)
            return;
        if (IsForSourceOnly(random))
            WriteToSourceOnly();
        else if (Legs.Any(leg => !leg.IsReachable))
            FailOn(random.Next(4) == 0 ? Health.Unclassified : Health.WriteFailed);
    }

    /// <summary>A failed flush shows D and is forgotten at once; from then on only one leg gets the writes.</summary>
    internal void Flush()
    {
        if (!IsMirror || HasDeadLeg || IsDiverging || _synced < Regions || Legs.All(leg => leg.IsReachable))
            return;
        FailOn(Health.FlushFailed);
        _synced = Regions;
    }

    /// <summary>
    /// The kernel forgets a failed flush. Here always after its event was delivered: one that shows nothing but A is no different
    /// from the event of a table that was just loaded, and no policy that goes by the status alone can tell.
    /// </summary>
    internal void Forget()
    {
        if (HasEvent || _synced < Regions || !HasDeadLeg || Legs.All(leg => leg.Health != Health.FlushFailed) || Legs.All(IsDead))
            return;
        if (IsDead(Legs[_source]))
            _source = Legs.FindIndex(leg => !IsDead(leg));
        foreach (var leg in Legs)
            leg.Health = Health.Alive;
        IsDiverging = true;
        HasEvent = true;
    }

    internal void ReadError(Random random)
    {
        var leg = Legs[random.Next(Legs.Count)];
        if (!IsMirror || leg.Health != Health.Alive)
            return;
        leg.Health = Health.ReadFailed;
        HasEvent = true;
    }

    internal void CopyOneRegion()
    {
        if (!IsMirror || _synced == Regions || Legs.Any(leg => leg.Health is not (Health.Alive or Health.ReadFailed)))
            return;
        if (Legs.Find(leg => !leg.IsReachable) is { } failing)
        {
            failing.Health = Health.SyncFailed;
            HasEvent = true;
            return;
        }
        if (++_synced < Regions)
            return;
        foreach (var leg in Legs)
        {
            leg.IsComplete = Legs[_source].IsComplete;
            leg.Health = Health.Alive;
        }
        HasEvent = true;
    }

    /// <summary>LVM loads the table anew: no letters, everything is copied from the first leg.</summary>
    internal void Reload()
    {
        foreach (var leg in Legs)
            leg.Health = Health.Alive;
        _source = 0;
        _synced = 0;
        IsDiverging = false;
    }

    /// <summary>What lvconvert does once it has found legs that are not alive: they go, whatever their letter.</summary>
    internal void RemoveFailedLegs() => LoadTable([.. Legs.Where(leg => leg.Health == Health.Alive)]);

    /// <summary>The same, and an empty leg takes the place of each, under the old number.</summary>
    internal void ReplaceFailedLegs() => LoadTable(
    [
        .. Legs.Where(leg => leg.Health == Health.Alive),
        .. Legs.Where(leg => leg.Health != Health.Alive).Select(leg => new SimulatedLeg(leg.Device) { IsComplete = false }),
    ]);

    internal void Fill(DeviceStatus status)
    {
        if (!IsMirror)
            return;
        LegStatus[] legs = [.. Legs.Select(leg => new LegStatus(leg.Device, leg.Health))];
        var line = MirrorStatusFormatter.Format(new MirrorStatus(legs, new InSyncRatio(_synced, Regions), LogStatus.Core));
        status.Add("mirror"u8, System.Text.Encoding.ASCII.GetBytes(line));
    }

    public override string ToString() => string.Join(' ', Legs.Select(leg =>
        $"{leg.Device}{HealthLetter.Of(leg.Health)}{(leg.IsReachable ? "" : " away")}{(leg.IsComplete ? "" : " stale")}")) + $" {_synced}/{Regions}";

    private static bool IsDead(SimulatedLeg leg) => leg.Health is Health.WriteFailed or Health.FlushFailed or Health.Unclassified;

    private void LoadTable(List<SimulatedLeg> legs)
    {
        Legs = legs;
        Reload();
    }

    private void FailOn(Health letter)
    {
        foreach (var leg in Legs.Where(leg => !leg.IsReachable))
            leg.Health = letter;
        _synced = Math.Min(_synced, Regions - 1);
        HasEvent = true;
    }

    /// <summary>A region that is not in sync, or, after a forgotten flush, one that the kernel has quietly left to one leg.</summary>
    private bool IsForSourceOnly(Random random) =>
        random.Next((int)Regions) >= (int)_synced || (IsDiverging && random.Next(2) == 0);

    private void WriteToSourceOnly()
    {
        if (!Legs[_source].IsReachable)
            return;
        for (var leg = 0; leg < Legs.Count; leg++)
            Legs[leg].IsComplete &= leg == _source;
    }
}
