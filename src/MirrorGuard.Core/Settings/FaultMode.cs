namespace MirrorGuard.Core.Settings;

/// <summary>Who acts on a fault: key <c>faults/mode</c>.</summary>
public enum FaultMode
{
    /// <summary>MirrorGuard decides, reports and acts.</summary>
    Act,

    /// <summary>MirrorGuard decides and reports; what is done is what the stock DSO would do.</summary>
    Observe,
}
