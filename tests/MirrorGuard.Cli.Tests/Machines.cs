using System;
using System.Linq;
using System.Text;
using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Configuration;
using MirrorGuard.Linux.Mirrors;

namespace MirrorGuard.Cli.Tests;

/// <summary>Machines with mirrors, as the command sees them.</summary>
internal static class Machines
{
    internal const string DiskLog = "3 disk 254:9 A";

    internal static readonly DateTimeOffset Time = new(2026, 11, 20, 3, 4, 5, TimeZoneInfo.Local.GetUtcOffset(new DateTimeOffset(2026, 11, 20, 3, 4, 5, default)));

    private static readonly Instant Now = new(1_000_000);

    /// <summary>One that has these; the tables are those of LVM's, two legs being on disks of their own.</summary>
    internal static MachineView With(params ActiveMirror[] mirrors) => new(
        () => mirrors,
        new Tables(mirrors),
        () => new ConfigurationLoad(MirrorGuardSettings.Default, [], IsMissing: true, IsNews: true),
        () => Now,
        () => Time,
        () => [],
        () => { },
        () => false,
        new CanaryGround());

    /// <summary>A mirror whose images are <c>vg-lv_mimage_N</c> on <c>/dev/sda</c> and so on.</summary>
    internal static ActiveMirror Mirror(
        string name,
        string letters = "AA",
        string ratio = "128/128",
        Arrangement arrangement = Arrangement.LvmsOwn,
        OutageStage stage = OutageStage.None,
        string log = DiskLog)
    {
        _ = DmName.TryParse(name, out var parts, out _);
        var status = new DeviceStatus();
        var numbers = string.Join(' ', letters.Select((_, leg) => $"254:{leg + 1}"));
        status.Add("mirror"u8, Encoding.ASCII.GetBytes($"{letters.Length} {numbers} {ratio} 1 {letters} {log}"));
        var layout = Diagnosis.Of(status, default).Layout;
        // A hundred seconds ago.
        RecordedState? record = stage == OutageStage.None ? null : new(new Outage(stage, 1, layout, new Instant(Now.Milliseconds - 100_000), ToCopy: 9), default, layout, 0);
        var names = new VolumeNames(
            $"{parts!.Vg}/{parts.Lv}",
            [.. letters.Select((_, leg) => new ComponentName($"{parts.Lv}_mimage_{leg}", [$"/dev/sd{(char)('a' + leg)}"], new(254, (uint)leg + 1)))],
            new ComponentName($"{parts.Lv}_mlog", ["/dev/sdx"], new(254, 9)));
        return new ActiveMirror(
            new DeviceIdentity(name, $"LVM-{name}"), parts, new(254, 30), IsSuspended: false, status, [new Sectors(131072)], [names], arrangement, record, DamagedRecord: null);
    }

    /// <summary>Just enough of device-mapper to ask the policy what it would do.</summary>
    private sealed class Tables(ActiveMirror[] mirrors) : IDeviceMapper
    {
        public void ReadStatus(DeviceIdentity device, DeviceStatus status) => throw new NotSupportedException();

        public void ReadTable(DeviceIdentity device, TableText table)
        {
            var mirror = mirrors.First(mirror => mirror.Identity == device).Status.Mirrors[0];
            var log = mirror.Log.HasDevice ? "disk 2 254:9 1024" : "core 1 1024";
            var legs = string.Join(' ', Enumerable.Range(1, mirror.LegCount).Select(leg => $"254:{leg} 0"));
            table.Set(new(254, 30), 131072, "mirror"u8, Encoding.ASCII.GetBytes($"{log} {mirror.LegCount} {legs} 1 handle_errors"));
        }

        public void ReadTable(DeviceNumber device, TableText table) =>
            table.Set(device, 131072, "linear"u8, Encoding.ASCII.GetBytes($"8:{device.Minor * 16} 2048"));

        public bool ShareDisk(DeviceNumber left, DeviceNumber right) => left == right;

        public Core.Scan.LegPlace PlaceOf(DeviceNumber leg) => throw new NotSupportedException();

        public Sectors LogicalBlockOf(DeviceNumber device) => throw new NotSupportedException();

        public bool HasWriteCache(DeviceNumber device) => false;

        public VolumeNames NameComponents(string volume, in MirrorStatus mirror) => throw new NotSupportedException();
    }
}
