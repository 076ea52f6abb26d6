using System.Runtime.CompilerServices;

namespace MirrorGuard.Core.Scan.Messages;

/// <summary>A path with a NUL behind it.</summary>
[InlineArray(Bytes)]
internal struct LockPath
{
    /// <summary>The NUL included.</summary>
    internal const int Bytes = 256;

    private byte _first;
}
