using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>LVM's commands, of which a test says how they end, and when.</summary>
internal sealed class SimulatedLvmCommands : ILvmCommands
{
    /// <summary>All that were started, the last one last.</summary>
    internal List<SimulatedLvmCommand> Started { get; } = [];

    /// <summary>How a command ends as soon as it is started; null: it runs.</summary>
    internal Func<string, ChildEnd?> Answer { get; set; } = _ => null;

    internal bool CanStart { get; set; } = true;

    internal IEnumerable<string> Lines => Started.Select(command => command.Line);

    public IChildProcess? Start(IReadOnlyList<string> arguments)
    {
        if (!CanStart)
            return null;
        var line = string.Join(' ', arguments);
        Started.Add(new SimulatedLvmCommand(line) { End = Answer(line) });
        return Started[^1];
    }
}
