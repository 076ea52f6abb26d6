using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Demo;

/// <summary>
/// A mirror is made with plain <c>lvcreate</c> and written to. Its secondary leg dies and comes back, then
/// its primary dies for good. Shown is what each of those involved said at what time.
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
        demo.ShowSecondaryThatComesBack();
        if (demo.IsMirror())
            demo.ShowPrimaryThatDies();
        else
            Terminal.Note("The volume is no mirror any more: a person has to add a leg, and everything is copied again.");
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

    private void ShowSecondaryThatComesBack()
    {
        string[] times = Play("""
            disk=$(disk_of vg/data_mimage_1)
            disk_kill "$disk"
            cat /run/lab/fault_us
            is_handled() { is_released vg/data || is_linear vg-data; }
            wait_for 30 is_handled
            until_ms 4000
            disk_heal "$disk"
            cat /run/lab/fault_us
            is_over() { is_redundant vg/data || is_linear vg-data; }
            wait_for 30 is_over
            """);
        var timeline = new Timeline(Time(times[0]));
        timeline.Add(Time(times[0]), Voice.Lab, "the disk of the secondary leg dies: every read and write fails");
        timeline.Add(Time(times[1]), Voice.Lab, "the disk is back, with what it had");
        Show("The disk of the secondary leg goes away, and comes back", Time(times[0]), timeline);
    }

    private void ShowPrimaryThatDies()
    {
        string[] times = Play("""
            disk_kill "$(disk_of vg/data_mimage_0)"
            cat /run/lab/fault_us
            wait_for 30 is_linear vg-data
            """);
        var timeline = new Timeline(Time(times[0]));
        timeline.Add(Time(times[0]), Voice.Lab, "the disk of the primary leg dies: every read and write fails");
        Show("The disk of the primary leg dies", Time(times[0]), timeline);
    }

    /// <summary>Breaks something while data is written; returns the lines that the script printed.</summary>
    private string[] Play(string script)
    {
        string said = _lab.Ask($"""
            dmesg --clear
            [[ ! -e /run/lab/watch.pid ]] || kill "$(</run/lab/watch.pid)"
            nice -n -20 bash /lab/guest/watch-status.sh vg-data >/run/lab/statuses &
            echo $! >/run/lab/watch.pid
            writer_start vg-data -i 5000
            wait_for 10 writes_complete 100
            {script}
            """);
        WaitForQuiet();
        return Lines(said);
    }

    private bool IsMirror() => _lab.Ask("is_linear vg-data && echo linear || echo mirror") == "mirror";

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

    private void Show(string title, long faultUs, Timeline timeline)
    {
        _lab.Do("writes_proceed");
        WriterSummary writer = WriterSummary.Stop(_lab);
        timeline.AddStatuses(Lines(_lab.Ask("cat /run/lab/statuses")));
        timeline.AddKernelMessages(Lines(_lab.Ask("dmesg | sed -n '/lab: pd/,$p'")));
        timeline.AddDmeventdLog(_lab.Guest.DmeventdLog);
        timeline.AddLongestWrite(writer);

        Terminal.Heading(title);
        new TimelineWriter(faultUs, _lab.Library.IsStock ? "stock DSO" : _lab.Library.Name).Write(timeline);

        Terminal.Heading("Afterwards");
        VolumeState.Write(_lab);
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {writer.Writes} writes, {writer.Errors} failed; the longest took {writer.LongestMilliseconds:F0} ms."));
    }

    private static long Time(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
