using System;
using MirrorGuard.Core.Control;
using MirrorGuard.Engine.Reports;
using MirrorGuard.Engine.Scan;

namespace MirrorGuard.Engine;

/// <summary>Answers people who ask a running plugin.</summary>
/// <param name="scans">Of scans.</param>
/// <param name="reports">Of reports.</param>
public sealed class ControlDesk(ScanScheduler scans, ReportDesk reports)
{
    /// <summary>Answers a line of <see cref="ControlRequest"/>, from any thread.</summary>
    public byte[] Answer(ReadOnlyMemory<byte> line)
    {
        if (!ControlRequest.TryParse(line, out var request, out var fault))
            return ControlReply.Refused(fault);
        return request.Command is ControlCommand.ReportTest or ControlCommand.ReportStatus ? reports.Answer(request.Command) : scans.Answer(request);
    }
}
