using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Reports;
using MirrorGuard.Engine;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Reattach;
using MirrorGuard.Engine.Reports;
using MirrorGuard.Engine.Scan;
using MirrorGuard.Linux;
using MirrorGuard.Linux.Configuration;
using MirrorGuard.Linux.Control;
using MirrorGuard.Linux.Helpers;
using MirrorGuard.Linux.Readers;

namespace MirrorGuard.Plugin;

/// <summary>
/// Wires the engine to dmeventd. The only static state of MirrorGuard: the DSO is one per process,
/// and dmeventd keeps nothing of ours but one pointer per registration.
/// </summary>
internal static unsafe class PluginHost
{
    private const int Taken = 1;
    private const int Refused = 0;

    private static readonly ShimLog Log = new();
    private static readonly StateFiles Store = new("/run/mirrorguard");
    private static readonly ConfiguredSettings Settings = new(ConfigurationFile.DefaultPath, Log);
    private static readonly EnginePorts Ports = new(
        new DeviceMapper(), new HelperProcesses(DsoDirectory.Find()), new Lvm(), Store, Settings, Log, new MonotonicClock());

    private static readonly LvmCommands Commands = new();
    private static readonly Reattachments Reattachments = new(Commands, Store, Settings, Log, Ports.Clock);

    private static readonly ScanPorts ScanPorts = new(new LegReaders(DsoDirectory.Find()), new ScanFiles("/var/lib/mirrorguard"), new Machine(), new PageCache());
    private static readonly ScanScheduler Scans = new(Ports, ScanPorts);

    private static readonly ReportDesk Reports = new(
        Ports,
        new ReportPorts(new ReportPrograms(), new HistoryFile(HistoryFile.DefaultDirectory), new Journal(), new MetricsFile(), ScanPorts.Machine),
        () => Scans.Standings);

    private static readonly Supervision Supervision = new(Ports.Clock)
    {
        Reattachments = Reattachments,
        LvmQuestions = new(Commands),
        Scans = Scans,
        Reports = Reports,
    };

    /// <summary>Starts the worker and the attendant.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Start()
    {
        WarmUp();
        Sabotage.Strike("start");
        Log.Tell(Reports.Note);
        Store.MakeDirectory();
        Settings.Poll();
        Reattachments.Recall();
        new WorkerThread("mirrorguard", Supervision.Worker, static device => device.Work()).Start();
        new WorkerThread("mirrorguard-att", Supervision.Attendant, static device => device.Attend(), Pause).Start();
        new ScanThread(Scans, ScanPorts.Readers).Start();
        new ReportThread(Reports).Start();
        new ControlThread(new ControlSocket("/run/mirrorguard/control", new ControlDesk(Scans, Reports).Answer, Log)).Start();
        return Taken;
    }

    /// <summary>Takes a device, if its name is one of LVM's.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Register(ulong registrationId, byte* device, byte* uuid, nint* state)
    {
        Sabotage.Strike("register");
        var identity = new DeviceIdentity(Text(device), Text(uuid));
        if (!DmName.TryParse(identity.Name, out var name, out var fault))
        {
            Log.Write(Severity.Error, $"{identity.Name} cannot be monitored: LVM gives no such name ({fault})");
            return Refused;
        }
        // Whoever changes the file and then activates the volume means it.
        Settings.Poll();
        var registration = new Registration(new MonitoredDevice(registrationId, identity, name.Volume, Ports, Supervision));
        *state = GCHandle.ToIntPtr(GCHandle.Alloc(registration));
        Log.Write(new Occurrence(EventKind.Noted, Severity.Information, name.Volume.ToString(), "monitoring for mirror faults"));
        registration.Device.Register(registration.EventStatus);
        return Taken;
    }

    /// <summary>Looks at the status that came with an event.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int ProcessEvent(nint state, void* task)
    {
        Sabotage.Strike("process_event");
        var registration = Find(state);
        TaskTargets.Read(task, registration.EventStatus);
        registration.Device.HandleEvent(registration.EventStatus);
        return Taken;
    }

    /// <summary>Ends a registration, once a repair that runs for it has ended.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Unregister(nint state)
    {
        var registration = Find(state);
        GCHandle.FromIntPtr(state).Free();
        registration.Device.Retire();
    }

    private static TimeSpan? Pause()
    {
        Settings.Poll();
        try
        {
            return Reattachments.Attend();
        }
        catch (Exception)
        {
            // It is logged by the thread; the same bug is not to come again every few seconds.
            Reattachments.Abandon();
            throw;
        }
    }

    /// <summary>
    /// While there is but one thread, makes the base library initialise what it needs to wait for a
    /// lock. Otherwise the first two threads that meet in a class constructor make it read its settings
    /// from the environment, for which it needs UTF-8, which may be just what is being constructed: it
    /// recurses until the stack, and dmeventd with it, is gone (1 of 75 starts, .NET 9.0.20).
    /// </summary>
    private static void WarmUp()
    {
        _ = Encoding.UTF8.GetByteCount("");
        _ = Environment.GetEnvironmentVariable("MIRRORGUARD");
        _ = AppContext.GetData("MIRRORGUARD");
        // Reads the time zone's file, which a thread that follows a fault is not to wait for.
        _ = ScanPorts.Machine.Time;
    }

    private static Registration Find(nint state) => (Registration)GCHandle.FromIntPtr(state).Target!;

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
