using System.Globalization;

namespace MirrorGuard.Core.Settings;

/// <summary>Something in a configuration file that does not count, or not as it was meant.</summary>
/// <param name="Key">Path of the key or section, such as <c>faults/leg_grace</c>; empty when it is the file as a whole.</param>
/// <param name="Line">Where it stands, from 1; null where that is not known.</param>
/// <param name="Wrong">What is wrong, for example <c>-1 is out of range</c>.</param>
/// <param name="Accepted">What would be right, for example <c>0 to 604800 seconds</c>.</param>
/// <param name="Instead">What counts now, for example <c>300 counts</c>.</param>
public sealed record SettingsProblem(string Key, int? Line, string Wrong, string Accepted, string Instead)
{
    /// <summary><c>faults/leg_grace: -1 is out of range; accepted: 0 to 604800 seconds; 300 counts</c></summary>
    public override string ToString() => $"{(Key.Length == 0 ? "" : Key + ": ")}{Wrong}; accepted: {Accepted}; {Instead}";

    /// <summary>The same behind <c>/etc/lvm/mirrorguard.conf:12: </c>.</summary>
    public string In(string file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{(Line is { } line ? $"{line}:" : "")} {this}");
}
