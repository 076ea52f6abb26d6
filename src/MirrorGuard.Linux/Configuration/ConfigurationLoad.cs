using System.Collections.Generic;
using MirrorGuard.Core.Settings;

namespace MirrorGuard.Linux.Configuration;

/// <summary>What came of looking at the configuration file.</summary>
/// <param name="Settings">What counts now.</param>
/// <param name="Problems">What is wrong with the file; one of them when it cannot be used as a whole.</param>
/// <param name="IsMissing">There is no file, so the defaults count.</param>
/// <param name="IsNews">It is not what was found the last time: say it, and use it.</param>
public sealed record ConfigurationLoad(
    MirrorGuardSettings Settings, IReadOnlyList<SettingsProblem> Problems, bool IsMissing, bool IsNews);
