using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Demo;

internal static class DeadLegDemo
{
    internal static void Run(GuestImage image, MirrorLibrary library)
    {
        using MirrorLab lab = MirrorLab.Start(image, library);
    }
}
