namespace MirrorGuard.Linux.Interop;

/// <summary>libdevmapper, by the name under which every Debian has it; dmeventd has it loaded already.</summary>
internal static partial class LibDevMapper
{
    /// <summary>The soname; the unversioned name exists only where the -dev package is installed.</summary>
    internal const string Library = "libdevmapper.so.1.02.1";
}
