using MirrorGuard.Core;

namespace MirrorGuard.Linux.Mirrors;

/// <summary>One target of a table.</summary>
/// <param name="Length">How long it is.</param>
/// <param name="Type">Its type, for example <c>mirror</c>.</param>
/// <param name="Parameters">As the kernel prints them.</param>
internal sealed record TableTarget(Sectors Length, string Type, byte[] Parameters);
