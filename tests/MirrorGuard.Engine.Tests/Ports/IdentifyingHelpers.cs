using System.Collections.Generic;

using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>Whatever they are sent is done at once; disk 8:N has a UUID of Ns.</summary>
internal sealed class IdentifyingHelpers : IHelpers
{
    private const ulong DiskSectors = 262144;

    public IHelper? Start(string volume, out string? fault)
    {
        fault = null;
        return new Helper();
    }

    private sealed class Helper : IHelper
    {
        private readonly Queue<StepReply> _replies = new();

        public bool TrySend(StepProgram program)
        {
            DiskIdentity found = default;
            foreach (var step in program)
            {
                if (step.Kind == StepKind.Identify)
                    found = new DiskIdentity(DiskSectors, PvUuids.Of((char)('0' + step.Device.Minor)));
            }
            _replies.Enqueue(new StepReply(program.Id, StepOutcome.Done, -1, 0, 0, found));
            return true;
        }

        public bool TryReceive(out StepReply reply) => _replies.TryDequeue(out reply);

        public void Dispose()
        {
        }
    }
}
