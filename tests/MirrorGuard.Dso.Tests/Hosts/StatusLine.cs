namespace MirrorGuard.Dso.Tests.Hosts;

/// <summary>What the kernel says of a mirror of two legs with a disk log, in one situation each.</summary>
internal static class StatusLine
{
    internal const string Healthy = "mirror 2 254:3 254:4 512/512 1 AA 3 disk 254:2 A";
    internal const string SecondaryDead = "mirror 2 254:3 254:4 510/512 1 AD 3 disk 254:2 A";
    internal const string PrimaryDead = "mirror 2 254:3 254:4 510/512 1 DA 3 disk 254:2 A";
    internal const string Repaired = "linear";
}
