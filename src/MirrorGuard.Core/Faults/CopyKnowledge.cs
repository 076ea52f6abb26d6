namespace MirrorGuard.Core.Faults;

/// <summary>How complete the legs are, from what was seen before a fault; a failed write itself marks regions as not in sync.</summary>
/// <param name="WasFullySynced">The volume was seen in sync before the fault, with this table.</param>
/// <param name="InDoubt">
/// Legs that may miss writes although the kernel counts every region as in sync: it withdrew its report that they are dead, as it
/// does after a failed cache flush. Writes then go to the other legs only, and nothing in the status shows it.
/// </param>
public readonly record struct CopyKnowledge(bool WasFullySynced, DeadParts InDoubt = DeadParts.None)
{
    /// <summary>The kernel's count of regions in sync means what it says.</summary>
    public bool TrustsKernel => InDoubt == DeadParts.None;
}
