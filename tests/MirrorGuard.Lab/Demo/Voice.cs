namespace MirrorGuard.Lab.Demo;

/// <summary>Who speaks in a timeline.</summary>
internal enum Voice
{
    /// <summary>The one who breaks the disk.</summary>
    Lab,

    /// <summary>The program that writes to the mirror.</summary>
    Writer,

    /// <summary>The kernel: its log, and the mirror's status line.</summary>
    Kernel,

    /// <summary>The mirror's DSO in dmeventd.</summary>
    Dso,

    /// <summary>LVM, run by the DSO.</summary>
    Lvm,
}
