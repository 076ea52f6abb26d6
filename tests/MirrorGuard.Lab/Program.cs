using System;
using System.Diagnostics;
using System.IO;
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
foreach (string s in args[1..]) { GuestResult r = guest.Run(File.ReadAllText(s), TimeSpan.FromSeconds(60)); Console.WriteLine(r.ExitCode + "\n" + r.Output); }
Console.WriteLine(guest.DmeventdLog);
