using System.Collections.Generic;

using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>One helper that takes every program and never answers.</summary>
internal sealed class RecordingHelpers : IHelpers
{
    /// <summary>The kinds of the steps of each program, in the order of their sending.</summary>
    internal List<StepKind[]> Programs { get; } = [];

    public IHelper? Start(string volume, out string? fault)
    {
        fault = null;
        return new Helper(Programs);
    }

    private sealed class Helper(List<StepKind[]> programs) : IHelper
    {
        public bool TrySend(StepProgram program)
        {
            var kinds = new List<StepKind>();
            foreach (var step in program)
                kinds.Add(step.Kind);
            programs.Add([.. kinds]);
            return true;
        }

        public bool TryReceive(out StepReply reply)
        {
            reply = default;
            return false;
        }

        public void Dispose()
        {
        }
    }
}
