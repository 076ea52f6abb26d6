using System.Runtime.CompilerServices;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Scan.Messages;

/// <summary>A device number for each leg that a mirror may have.</summary>
[InlineArray(MirrorStatus.MaxLegs)]
internal struct LegNumbers
{
    private DeviceNumber _first;
}
