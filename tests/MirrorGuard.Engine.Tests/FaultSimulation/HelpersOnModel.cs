using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>Starts helpers for one volume.</summary>
internal sealed class HelpersOnModel(HostVolume volume) : IHelpers
{
    public IHelper? Start(string name, out string? fault)
    {
        fault = null;
        var helper = new HelperOnModel(volume);
        volume.Host.Helpers.Add(helper);
        return helper;
    }
}
