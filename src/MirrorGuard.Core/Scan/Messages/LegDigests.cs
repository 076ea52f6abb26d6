using System.Runtime.CompilerServices;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Scan.Messages;

/// <summary>A digest for each leg that a mirror may have.</summary>
[InlineArray(MirrorStatus.MaxLegs)]
internal struct LegDigests
{
    private ulong _first;
}
