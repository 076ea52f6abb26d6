using System.Collections.Generic;

namespace MirrorGuard.Core.Settings;

/// <summary>What came of reading a configuration.</summary>
/// <param name="Settings">What counts now.</param>
/// <param name="Problems">What does not count, in the order of the file.</param>
public sealed record SettingsReading(MirrorGuardSettings Settings, IReadOnlyList<SettingsProblem> Problems);
