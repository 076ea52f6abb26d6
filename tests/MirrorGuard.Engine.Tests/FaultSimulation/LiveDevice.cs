namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>A dm device as device-mapper shows it.</summary>
internal readonly record struct LiveDevice(string Type, string Parameters, ulong Sectors, bool IsSuspended, bool IsAnotherReady)
{
    internal bool IsBusy => IsSuspended || IsAnotherReady;
}
