using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>No helper can be started.</summary>
internal sealed class NoHelpers : IHelpers
{
    public IHelper? Start(string volume, out string? fault)
    {
        fault = "a test has none";
        return null;
    }
}
