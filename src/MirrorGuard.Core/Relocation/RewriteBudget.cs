namespace MirrorGuard.Core.Relocation;

/// <summary>
/// How many rewrites the disk may still have. Given anew with each step, since volumes share a disk, and a long search outlives
/// what it spent at its start.
/// </summary>
/// <param name="Limit">The most rewrites in the disk's sliding window.</param>
/// <param name="Spent">Rewrites in that window until now: every one that was carried out, whatever its end, except refused ones.</param>
public readonly record struct RewriteBudget(int Limit, int Spent)
{
    /// <summary>There is none left.</summary>
    public bool IsSpent => Spent >= Limit;
}
