using System;
using MirrorGuard.Core;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Tables;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// The tables of one volume: the mirror's, the second image's and the log's, as they are now; and
/// the programs that turn one arrangement of them into another. Not thread-safe.
/// </summary>
/// <param name="deviceMapper">Knows the tables.</param>
internal sealed class MirrorTables(IDeviceMapper deviceMapper)
{
    private const int SectorBytes = 512;

    /// <summary>Enough to see that a disk answers, and a multiple of every block size.</summary>
    private const int ProbeBytes = 4096;

    private readonly TableText _mirror = new();
    private readonly TableText _image = new();
    private readonly TableText _part = new();
    private readonly byte[] _newTable = new byte[MirrorTable.MaxLength];
    private LinearTable? _log;

    /// <summary>The second image's own table, as it was when last seen with LVM's; empty while unknown.</summary>
    internal TableText OwnImage { get; } = new();

    /// <summary>How the tables stand, as last looked at.</summary>
    internal Arrangement Arrangement { get; private set; }

    /// <summary>Somebody has one of them suspended, or another table ready.</summary>
    internal bool IsBusy => _mirror.IsBusy || _image.IsBusy;

    /// <summary>The mirror's device; null while its table is not known.</summary>
    internal DeviceNumber? Device => _mirror.IsSoleTarget ? _mirror.Device : null;

    /// <summary>How long the mirror is; nothing while its table is not known.</summary>
    internal Sectors Length { get; private set; }

    /// <summary>It is LVM's own table of a monitored volume, and an offset on the volume is one on each leg.</summary>
    internal bool AreLegsWhole { get; private set; }

    /// <summary>Two legs, the second one stretch of a disk, the log not on that disk.</summary>
    internal bool CanRelease { get; private set; }

    /// <summary>The primary leg's disk may have lost what was written to it; told of a leg that is marked while the other is out.</summary>
    internal bool HasPrimaryCache { get; private set; }

    private static ReadOnlySpan<byte> Mirror => "mirror"u8;

    private static ReadOnlySpan<byte> Linear => "linear"u8;

    private static ReadOnlySpan<byte> Error => "error"u8;

    /// <summary>Looks at the tables of <paramref name="device"/>.</summary>
    /// <param name="device">The mirror.</param>
    /// <param name="status">Its status, which names the parts.</param>
    internal void Look(DeviceIdentity device, DeviceStatus status)
    {
        Arrangement = Arrangement.Unknown;
        CanRelease = false;
        Length = default;
        AreLegsWhole = false;
        HasPrimaryCache = true;
        deviceMapper.ReadTable(device, _mirror);
        if (!_mirror.Is(Mirror) || status.Mirrors.Length != 1 || !MirrorTable.TryParse(_mirror.Parameters, out var table))
            return;
        Length = new Sectors(_mirror.Sectors);
        AreLegsWhole = table.AreLegsWhole && table.ErrorHandling == ErrorHandling.Held;
        if (table.LegCount != 2)
        {
            Arrangement = table.ErrorHandling == ErrorHandling.Held ? Arrangement.LvmsOwn : Arrangement.Unknown;
            return;
        }
        ref readonly var mirror = ref status.Mirrors[0];
        deviceMapper.ReadTable(mirror[1].Device, _image);
        Arrangement = Arrangements.Of(table.ErrorHandling, _image.Is(Error), _image.IsSoleTarget);
        _log = mirror.Log.HasDevice && TryPlace(in mirror, Outage.Log, out var log, out _) ? log : null;
        if (Arrangement != Arrangement.LvmsOwn)
        {
            HasPrimaryCache = mirror[0].Health == Health.Alive || deviceMapper.HasWriteCache(mirror[0].Device);
            return;
        }
        OwnImage.CopyFrom(_image);
        CanRelease = _image.Is(Linear) && LinearTable.TryParse(_image.Parameters, out var image) && IsLogApart(in mirror, image.Disk);
    }

    /// <summary>Where a part lies; false when it is not one stretch of one disk, or unknown.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="part">A leg's index, or <see cref="Outage.Log"/>.</param>
    /// <param name="place">The disk and the first sector.</param>
    /// <param name="sectors">The part's length.</param>
    internal bool TryPlace(in MirrorStatus mirror, int part, out LinearTable place, out ulong sectors)
    {
        var table = PartTable(in mirror, part);
        sectors = table.Sectors;
        place = default;
        return table.Is(Linear) && LinearTable.TryParse(table.Parameters, out place);
    }

    /// <summary>
    /// An error target beneath the second image, then the mirror with <c>keep_log</c>: so that the stale leg can neither be read nor
    /// written, and no flush fails. The log is read first: with a dead one the kernel would take all for out of sync, write to the good
    /// leg alone, and leave marks on the log's disk that call those places clean. Nothing else may have failed since it was decided: a
    /// primary leg that did may have lost what it held. False: the tables are not such that this could be done.
    /// </summary>
    /// <param name="program">Filled.</param>
    /// <param name="events">The events that the mirror had raised when it was decided.</param>
    internal bool TryRelease(StepProgram program, uint events)
    {
        if (Arrangement == Arrangement.LvmsOwn && !CanRelease)
            return false;
        if (Arrangement is not (Arrangement.LvmsOwn or Arrangement.ImageReleasedOnly) || !OwnImage.IsSoleTarget)
            return false;
        ExpectAll(program);
        if (_log is { } log)
            program.Read(log.Disk, log.Start * SectorBytes, ProbeBytes);
        if (Arrangement == Arrangement.LvmsOwn)
            program.Load(_image.Device, _image.Sectors, Error, default);
        LoadMirror(program, ErrorHandling.KeptInLog);
        program.ExpectEvents(_mirror.Device, events);
        if (Arrangement == Arrangement.LvmsOwn)
        {
            // It waits for what is under way on the dead disk, and that may be long enough for another to die.
            program.Resume(_image.Device);
            program.ExpectEvents(_mirror.Device, events);
        }
        program.Resume(_mirror.Device);
        return true;
    }

    /// <summary>
    /// The image's own table, then LVM's of the mirror, in one suspend of the mirror: in between, a write that failed on the primary leg
    /// would be acknowledged for the other alone, and then be copied over from the primary. False: the image's own is not known.
    /// </summary>
    /// <param name="program">Filled.</param>
    /// <param name="disk">The disk that was there before.</param>
    /// <param name="suspension">The record of the suspend.</param>
    /// <param name="events">The events that the mirror had raised when it was decided.</param>
    internal bool TryReturn(StepProgram program, DiskIdentity disk, SuspensionRecord suspension, uint events)
    {
        if (Arrangement is Arrangement.Unknown or Arrangement.LvmsOwn)
            return false;
        var isImageOut = Arrangement is Arrangement.Released or Arrangement.ImageReleasedOnly;
        if (isImageOut && !LinearTable.TryParse(OwnImage.Parameters, out _))
            return false;
        if (isImageOut && !TryExpectDisk(program, OwnImage.Parameters, disk))
            return false;
        ExpectAll(program);
        if (isImageOut)
            program.Load(_image.Device, OwnImage.Sectors, OwnImage.Type, OwnImage.Parameters);
        LoadMirror(program, ErrorHandling.Held);
        if (!isImageOut)
        {
            program.Resume(_mirror.Device);
            return true;
        }
        program.Record(suspension.Path, suspension.ForReturn);
        program.Suspend(_mirror.Device);
        program.ExpectEvents(_mirror.Device, events);
        program.Resume(_image.Device);
        program.Resume(_mirror.Device);
        program.Forget(suspension.Path);
        return true;
    }

    /// <summary>LVM's own table of the mirror once more, which makes the kernel forget its error flags. What failed since is not to be forgotten.</summary>
    /// <param name="program">Filled.</param>
    /// <param name="suspension">
    /// For a reload that no failed write waits for: says what was begun, and the mirror is suspended before it is seen that nothing else
    /// failed, since the suspend itself may meet a disk that is away by now. Null: it is done in one ioctl.
    /// </param>
    /// <param name="events">The events that the mirror had raised when it was decided.</param>
    internal bool TryReload(StepProgram program, SuspensionRecord? suspension, uint events)
    {
        if (Arrangement != Arrangement.LvmsOwn)
            return false;
        program.Expect(_mirror.Device, _mirror.Sectors, _mirror.Type, _mirror.Parameters);
        if (suspension is not null)
            program.Record(suspension.Path, suspension.ForReturn);
        LoadMirror(program, ErrorHandling.Held);
        if (suspension is not null)
            program.Suspend(_mirror.Device);
        program.ExpectEvents(_mirror.Device, events);
        program.Resume(_mirror.Device);
        if (suspension is not null)
            program.Forget(suspension.Path);
        return true;
    }

    /// <summary>
    /// Suspends the mirror, copies from one leg to another, if that still holds what is expected, and resumes. False: the tables are not
    /// such that this could be done.
    /// </summary>
    internal bool TryRewrite(
        StepProgram program,
        ReadOnlySpan<byte> lockFile,
        SuspensionRecord suspension,
        DeviceNumber from,
        DeviceNumber to,
        SectorRange range,
        uint events,
        ulong? expected = null)
    {
        if (Arrangement != Arrangement.LvmsOwn || !AreLegsWhole || IsBusy)
            return false;
        RewriteProgram.Fill(program, lockFile, suspension, _mirror, from, to, range, events, expected);
        return true;
    }

    /// <summary>See that the part's disk is the one that it was, and that it answers at the part's both ends; a dead primary leg's too.</summary>
    internal bool TryProbe(StepProgram program, in MirrorStatus mirror, int part, DiskIdentity disk, DiskIdentity primaryDisk)
    {
        var table = part == 1 && Arrangement is Arrangement.Released or Arrangement.ImageReleasedOnly ? OwnImage : PartTable(in mirror, part);
        if (!table.Is(Linear) || !LinearTable.TryParse(table.Parameters, out var place) || disk.Uuid.IsNone)
            return false;
        _ = TryExpectDisk(program, table.Parameters, disk);
        program.Read(place.Disk, place.Start * SectorBytes, ProbeBytes);
        program.Read(place.Disk, (place.Start + table.Sectors) * SectorBytes - ProbeBytes, ProbeBytes);
        return part == 0 || mirror[0].Health == Health.Alive || TryProbe(program, in mirror, 0, primaryDisk, primaryDisk);
    }

    private static bool TryExpectDisk(StepProgram program, ReadOnlySpan<byte> linear, DiskIdentity disk)
    {
        if (disk.Uuid.IsNone || !LinearTable.TryParse(linear, out var place))
            return false;
        Span<byte> uuid = stackalloc byte[PvUuid.Length];
        disk.Uuid.CopyTo(uuid);
        program.ExpectDisk(place.Disk, disk.Sectors, uuid);
        return true;
    }

    private bool IsLogApart(in MirrorStatus mirror, DeviceNumber disk) =>
        !mirror.Log.HasDevice || (_log is { } log && !deviceMapper.ShareDisk(log.Disk, disk));

    private TableText PartTable(in MirrorStatus mirror, int part)
    {
        deviceMapper.ReadTable(part == Outage.Log ? mirror.Log.Device : mirror[part].Device, _part);
        return _part;
    }

    private void ExpectAll(StepProgram program)
    {
        program.Expect(_mirror.Device, _mirror.Sectors, _mirror.Type, _mirror.Parameters);
        program.Expect(_image.Device, _image.Sectors, _image.Type, _image.Parameters);
    }

    private void LoadMirror(StepProgram program, ErrorHandling errorHandling)
    {
        var isTable = MirrorTable.TryParse(_mirror.Parameters, out var table);
        Invariant.Require(isTable, "the table was understood when it was looked at");
        program.Load(_mirror.Device, _mirror.Sectors, Mirror, table.Write(_mirror.Parameters, errorHandling, _newTable));
    }
}
