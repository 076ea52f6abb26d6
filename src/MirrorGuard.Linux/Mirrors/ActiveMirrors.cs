using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Tables;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux.Mirrors;

/// <summary>
/// All mirrors of LVM's that are active, at one look. No device is opened and none is flushed; parts are named by their tables, and of
/// sysfs only what it calls a disk is asked, once for each disk.
/// </summary>
public sealed class ActiveMirrors
{
    private const string Mirror = "mirror";

    private readonly Dictionary<DeviceNumber, DeviceTable> _tables = DeviceTables.Read();
    private readonly Dictionary<DeviceNumber, string> _diskNames = [];
    private readonly StateFiles _records;

    private ActiveMirrors(StateFiles records) => _records = records;

    /// <summary>Looks at them; sorted by name.</summary>
    /// <param name="stateDirectory">Where MirrorGuard's records are: <c>/run/mirrorguard</c>.</param>
    /// <exception cref="IOException">Device-mapper cannot be asked.</exception>
    public static IReadOnlyList<ActiveMirror> Read(string stateDirectory)
    {
        var look = new ActiveMirrors(new StateFiles(stateDirectory));
        return [.. look._tables.Values
            .Where(table => table.Targets.Any(target => target.Type == Mirror))
            .OrderBy(table => table.Name.Vg, StringComparer.Ordinal).ThenBy(table => table.Name.Lv, StringComparer.Ordinal)
            .Select(look.Look)
            .OfType<ActiveMirror>()];
    }

    /// <summary>Null: it went away, or became something else, under our eyes.</summary>
    private ActiveMirror? Look(DeviceTable table)
    {
        var identity = new DeviceIdentity(table.Name.ToString(), table.Uuid);
        var status = new DeviceStatus();
        new DeviceMapper().ReadStatus(identity, status);
        var lengths = table.Targets.Where(target => target.Type == Mirror).Select(target => target.Length).ToList();
        if (status.IsGone || (status.IsComplete && status.Mirrors.Length != lengths.Count))
            return null;
        var record = ReadRecord(identity, out var damaged);
        var arrangement = ArrangementOf(table, status);
        var isImageOut = arrangement is Arrangement.Released or Arrangement.ImageReleasedOnly;
        var names = new List<VolumeNames>();
        foreach (ref readonly var mirror in status.Mirrors)
            names.Add(NamesOf($"{table.Name.Vg}/{table.Name.Lv}", in mirror, isImageOut ? record?.ImageDisk : null));
        return new ActiveMirror(identity, table.Name, table.Device, table.IsSuspended, status, lengths, names, arrangement, record, damaged);
    }

    private RecordedState? ReadRecord(DeviceIdentity identity, out string? damaged)
    {
        damaged = null;
        if (RecordedState.TryRead(_records.Read(identity), out var record))
            return record;
        var path = Encoding.UTF8.GetString(_records.PathOf(identity));
        damaged = File.Exists(path) ? path : null;
        return null;
    }

    private Arrangement ArrangementOf(DeviceTable table, DeviceStatus status)
    {
        if (!table.Is(Mirror) || status.Mirrors.Length != 1 || !MirrorTable.TryParse(table.Targets[0].Parameters, out var mirror))
            return Arrangement.Unknown;
        if (mirror.LegCount != 2)
            return mirror.ErrorHandling == ErrorHandling.Held ? Arrangement.LvmsOwn : Arrangement.Unknown;
        var image = _tables.GetValueOrDefault(status.Mirrors[0][1].Device);
        return Arrangements.Of(mirror.ErrorHandling, image?.Is("error") == true, image?.Targets.Count == 1);
    }

    /// <param name="volume"><c>vg/lv</c></param>
    /// <param name="mirror">The mirror.</param>
    /// <param name="secondDisk">Where the second image lies, when that is not in its table at present.</param>
    private VolumeNames NamesOf(string volume, in MirrorStatus mirror, DeviceNumber? secondDisk)
    {
        var legs = new List<ComponentName>();
        for (var leg = 0; leg < mirror.LegCount; leg++)
            legs.Add(Component(mirror[leg].Device, leg == 1 ? secondDisk : null));
        return new VolumeNames(volume, legs, mirror.Log.HasDevice ? Component(mirror.Log.Device, null) : null);
    }

    private ComponentName Component(DeviceNumber part, DeviceNumber? disk)
    {
        if (!_tables.TryGetValue(part, out var table))
            return new ComponentName(null, [DiskName(part)], part); // pvmove's legs are disks
        List<DeviceNumber> disks = disk is { } known ? [known] : [.. table.Disks()];
        var there = disks.Where(each => _tables.GetValueOrDefault(each) is not { Name.IsStandIn: true }).ToList();
        return new ComponentName(table.Name.Lv, [.. there.Select(DiskName)], part) { IsDiskMissing = disks.Count > 0 && there.Count == 0 };
    }

    private string DiskName(DeviceNumber disk)
    {
        if (!_diskNames.TryGetValue(disk, out var name))
            _diskNames[disk] = name = SysfsNames.DiskName(disk);
        return name;
    }
}
