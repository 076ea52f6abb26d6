using MirrorGuard.Core.Status;

namespace MirrorGuard.Engine;

/// <summary>How a place where legs differ is overwritten.</summary>
/// <param name="Source">The leg that is copied.</param>
/// <param name="KeepAs">A new file, an absolute path: what is overwritten is kept there first.</param>
public readonly record struct Overwriting(DeviceNumber Source, string KeepAs);
