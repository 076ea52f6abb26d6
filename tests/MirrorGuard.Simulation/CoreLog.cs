namespace MirrorGuard.Simulation;

/// <summary>A log in memory: forgotten with its table.</summary>
internal sealed class CoreLog(int regions, SyncArgument argument) : DirtyLog(regions, argument)
{
    internal override string Status => "1 core";

    internal override bool TryStore() => true;
}
