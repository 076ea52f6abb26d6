namespace MirrorGuard.Linux.Configuration;

/// <summary>Why a file as a whole cannot be used.</summary>
/// <param name="Line">Where, from 1; null where it is no matter of a line.</param>
/// <param name="Wrong">What is wrong.</param>
/// <param name="Accepted">What would be right.</param>
internal sealed record ConfigurationFault(int? Line, string Wrong, string Accepted);
