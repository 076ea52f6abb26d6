using MirrorGuard.Lab.Guests;
using MirrorGuard.Simulation;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>Which kernel a guest runs.</summary>
internal static class Kernels
{
    internal static KernelRelease Of(GuestImage image) => image == GuestImage.Debian12 ? KernelRelease.Linux61 : KernelRelease.Linux612;
}
