namespace MirrorGuard.Engine.Ports;

/// <summary>libdevmapper's log levels, which are syslog's.</summary>
public enum Severity
{
    /// <summary>Redundancy or access is lost, or a person is needed.</summary>
    Error = 3,

    /// <summary>Something failed and is taken care of.</summary>
    Warning = 4,

    /// <summary>A normal event that an administrator looks for: in sync, repaired.</summary>
    Notice = 5,

    /// <summary>Coming and going of registrations.</summary>
    Information = 6,
}
