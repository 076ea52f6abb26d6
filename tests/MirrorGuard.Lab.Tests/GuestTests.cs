using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

using FluentAssertions;

using MirrorGuard.Lab.Guests;
using MirrorGuard.Lab.Host;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary>The lab itself: what a guest may and may not do.</summary>
[Trait("Needs", "root")]
public sealed class GuestTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(80);

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_guest_writes_its_own_etc_and_usr_and_not_those_of_the_cached_root(string image)
    {
        GuestImage guestImage = GuestImage.Find(image)!;
        using Guest guest = Guest.Start(guestImage, new GuestOptions());

        guest.Require("""
            set -e
            for file in /etc/guest-was-here /usr/lib/guest-was-here /etc/passwd; do
                echo written >>"$file"
                [[ $(tail -n 1 "$file") == written ]]
            done
            """, Limit);

        string root = GuestRoots.PathOf(guestImage);
        File.Exists(Path.Combine(root, "etc/guest-was-here")).Should().BeFalse();
        File.Exists(Path.Combine(root, "usr/lib/guest-was-here")).Should().BeFalse();
        File.ReadAllText(Path.Combine(root, "etc/passwd")).Should().NotContain("written");
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_guest_that_mounts_the_root_anew_still_cannot_write_it(string image)
    {
        GuestImage guestImage = GuestImage.Find(image)!;
        using Guest guest = Guest.Start(guestImage, new GuestOptions());

        GuestResult result = guest.Run("mount -o remount,rw /old && touch /old/etc/guest-was-here", Limit);

        result.ExitCode.Should().NotBe(0);
        File.Exists(Path.Combine(GuestRoots.PathOf(guestImage), "etc/guest-was-here")).Should().BeFalse();
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_disk_file_outlives_a_power_loss(string image)
    {
        string disk = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.OpenWrite(disk))
                file.SetLength(8 << 20);
            var options = new GuestOptions { DiskFiles = [disk] };

            using (Guest guest = Guest.Start(GuestImage.Find(image)!, options))
            {
                guest.Require("disks_over /dev/ubda; echo kept | dd of=/dev/mapper/pd1 bs=512 conv=sync oflag=direct", Limit);
                guest.Kill();
            }

            using Guest next = Guest.Start(GuestImage.Find(image)!, options);
            next.Require("head -c 4 /dev/ubda", Limit).Should().Be("kept");
        }
        finally
        {
            File.Delete(disk);
        }
    }

    [Fact]
    public void A_script_that_does_not_end_is_an_error_with_the_logs_in_it()
    {
        using Guest guest = Guest.Start(GuestImage.Debian13, new GuestOptions());

        Action endless = () => guest.Run("echo so far; wait_for 1000 false", TimeSpan.FromSeconds(1));

        endless.Should().Throw<LabException>().WithMessage("*No end within 1 s*so far*kernel log*dmeventd log*");
    }

    [Fact]
    public void A_dead_kernel_is_noticed_at_once()
    {
        using Guest guest = Guest.Start(GuestImage.Debian13, new GuestOptions());
        var clock = Stopwatch.StartNew();

        Action crash = () => guest.Run("echo c >/proc/sysrq-trigger", Limit);

        crash.Should().Throw<LabException>().WithMessage("The guest died*panic*");
        clock.Elapsed.Should().BeLessThan(Limit / 2);
    }

    [Fact]
    public void A_guest_dies_with_the_process_that_started_it()
    {
        string script = Path.GetTempFileName();
        File.WriteAllText(script, "wait_for 1000 false");
        var start = new ProcessStartInfo("dotnet", [typeof(Guest).Assembly.Location, "run", "--image", "debian13", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using Process starter = Process.Start(start)!;
        string guest = $"mirrorguard-guest-{starter.Id}-";
        Eventually(() => Directory.EnumerateDirectories(Path.GetTempPath(), guest + "*").Any(HasScript));
        Processes(guest).Should().Contain(commandLine => commandLine.Contains("linux.uml", StringComparison.Ordinal));
        starter.Kill();

        Eventually(() => !Processes(guest).Any());
        File.Delete(script);
    }

    /// <summary>The first script is sent when the guest has booted.</summary>
    private static bool HasScript(string guestDirectory) => File.Exists(Path.Combine(guestDirectory, "run", "1.sh"));

    private static IEnumerable<string> Processes(string text) =>
        from process in Directory.EnumerateDirectories("/proc", "?*")
        where int.TryParse(Path.GetFileName(process), out _)
        let commandLine = CommandLine(process)
        where commandLine.Contains(text, StringComparison.Ordinal)
        select commandLine;

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            // It ended between the listing and the look.
            return "";
        }
    }

    private static void Eventually(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            clock.Elapsed.Should().BeLessThan(Limit);
            Thread.Sleep(50);
        }
    }
}
