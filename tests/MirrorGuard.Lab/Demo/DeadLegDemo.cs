using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Demo;

/// <summary>
/// A mirror is made with plain <c>lvcreate</c>, written to, and loses its secondary leg. Shown is what
/// each of those involved said at what time, and the volume before and after.
/// </summary>
internal sealed class DeadLegDemo : IDisposable
{
    private const string MakeMirror = "lvcreate --type mirror --mirrors 1 --size 32M --name data vg";

    /// <summary>Nothing more was said for so long: it is over.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private readonly MirrorLab _lab;

    private DeadLegDemo(MirrorLab lab) => _lab = lab;

    internal static void Run(GuestImage image, MirrorLibrary library)
    {
        Terminal.Heading("A machine");
        var clock = Stopwatch.StartNew();
        using var demo = new DeadLegDemo(MirrorLab.Start(image, library));
        demo.ShowMachine(clock.Elapsed);
        demo.ShowMirror();
        long faultUs = demo.BreakLeg();
        demo.ShowTimeline(faultUs);
    }

    public void Dispose() => _lab.Dispose();

    private void ShowMachine(TimeSpan bootTime)
    {
        string kernel = _lab.Ask("uname -r");
        string versions = _lab.Ask("dpkg-query --show --showformat '${Package} ${Version}  ' lvm2 dmeventd");
        Terminal.Note($"{_lab.Guest.Image}: kernel {kernel}  {versions}");
        Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"booted, five disks, a volume group and dmeventd: {bootTime.TotalSeconds:F1} s"));
    }

    private void ShowMirror()
    {
        Terminal.Heading("A mirror");
        Console.WriteLine("  # " + MakeMirror);
        _lab.Do(MakeMirror + "; wait_for 30 in_sync vg/data");
        Terminal.Note("dmeventd has loaded " + _lab.Ask("dmeventd_libraries"));
        Console.WriteLine();
        VolumeState.Write(_lab);
    }

    private long BreakLeg()
    {
        string fault = _lab.Ask("""
            nice -n -20 bash /lab/guest/watch-status.sh vg-data >/run/lab/statuses &
            disk=$(disk_of vg/data_mimage_1)
            writer_start vg-data -i 5000
            wait_for 10 writes_complete 100
            disk_kill "$disk"
            cat /run/lab/fault_us
            """);
        WaitForQuiet();
        return long.Parse(fault, CultureInfo.InvariantCulture);
    }

    private void WaitForQuiet()
    {
        var total = Stopwatch.StartNew();
        var quiet = Stopwatch.StartNew();
        int length = _lab.Guest.DmeventdLog.Length;
        while (quiet.Elapsed < Quiet && total.Elapsed < Limit)
        {
            Thread.Sleep(LookInterval);
            if (_lab.Guest.DmeventdLog.Length == length)
                continue;
            length = _lab.Guest.DmeventdLog.Length;
            quiet.Restart();
        }
    }

    private void ShowTimeline(long faultUs)
    {
        _lab.Do("writes_proceed");
        WriterSummary writer = WriterSummary.Stop(_lab);
        var timeline = new Timeline(faultUs);
        timeline.Add(faultUs, Voice.Lab, "the disk of the secondary leg dies: every read and write fails");
        timeline.AddStatuses(Lines(_lab.Ask("cat /run/lab/statuses")));
        timeline.AddKernelMessages(Lines(_lab.Ask("dmesg | sed -n '/lab: pd/,$p'")));
        timeline.AddDmeventdLog(_lab.Guest.DmeventdLog);
        timeline.AddLongestWrite(writer);

        Terminal.Heading("The disk of a leg dies while data is written");
        new TimelineWriter(faultUs, _lab.Library.IsStock ? "stock DSO" : _lab.Library.Name).Write(timeline);

        Terminal.Heading("Afterwards");
        VolumeState.Write(_lab);
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {writer.Writes} writes, {writer.Errors} failed; the longest was held for {writer.LongestMilliseconds:F0} ms."));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
