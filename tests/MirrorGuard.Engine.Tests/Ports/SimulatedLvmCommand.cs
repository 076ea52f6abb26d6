using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>A command that ends when a test says so.</summary>
internal sealed class SimulatedLvmCommand(string line) : IChildProcess
{
    internal string Line { get; } = line;

    internal bool WasKilled { get; private set; }

    public ChildEnd? End { get; set; }

    public long Said { get; set; }

    public void Kill() => WasKilled = true;

    public void Dispose()
    {
    }
}
