namespace MirrorGuard.Lab.Compare;

/// <summary>A fault that both DSOs have to deal with, each in a guest of its own.</summary>
/// <param name="Letter">What <c>--only</c> names it by.</param>
/// <param name="Title">What happens, for the table.</param>
/// <param name="Disks">Creates pd1, pd2, … (see <c>guest/disks.sh</c>).</param>
/// <param name="Script">Plays it, and says what was measured (see <c>guest/measure.sh</c>).</param>
internal sealed record Scenario(string Letter, string Title, string Disks, string Script)
{
    /// <summary>Lines of section <c>faults</c> of MirrorGuard's configuration; the defaults where there are none.</summary>
    internal string Faults { get; init; } = "";

    /// <summary>Lines of LVM's configuration.</summary>
    internal string Lvm { get; init; } = "";
}
