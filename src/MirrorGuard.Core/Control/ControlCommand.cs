namespace MirrorGuard.Core.Control;

/// <summary>What a person may ask of a running plugin.</summary>
public enum ControlCommand : byte
{
    /// <summary><c>scan-start</c>: read the volume now, as fast as the ceiling allows.</summary>
    ScanStart,

    /// <summary><c>scan-stop</c>: read no more of it before the next pass is due.</summary>
    ScanStop,

    /// <summary><c>scan-status</c>: how scans stand.</summary>
    ScanStatus,

    /// <summary><c>report-test</c>: send a report that says that it is a test.</summary>
    ReportTest,

    /// <summary><c>report-status</c>: how reports fare.</summary>
    ReportStatus,
}
