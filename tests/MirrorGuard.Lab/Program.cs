using System;
using System.Diagnostics;

using MirrorGuard.Lab.Guests;
using MirrorGuard.Lab.Host;

if (args[0] == "path")
{
    Console.WriteLine(GuestRoots.PathOf(GuestImage.Find(args[1])!));
    return;
}

var clock = Stopwatch.StartNew();
using Guest guest = Guest.Start(GuestImage.Find(args[0])!, new GuestOptions());
Console.WriteLine($"boot {clock.ElapsedMilliseconds} ms");
Console.WriteLine(guest.Run("uname -r; cat /proc/uptime; dmesg | tail -5; exit 3", TimeSpan.FromSeconds(10)));
