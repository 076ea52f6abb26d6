using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Tests.Policy;

/// <summary>One step of a policy with all that went in and came out.</summary>
internal sealed record RecordedStep(RepairState Before, InputKind Kind, Diagnosis Seen, Instant Now, RepairDecision RepairDecision);
