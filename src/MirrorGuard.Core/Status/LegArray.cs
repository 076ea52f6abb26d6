using System.Runtime.CompilerServices;

namespace MirrorGuard.Core.Status;

/// <summary>Room for the most legs a mirror can have, inside a <see cref="MirrorStatus"/> and without an array on the heap.</summary>
[InlineArray(MirrorStatus.MaxLegs)]
internal struct LegArray
{
    private LegStatus _first;
}
