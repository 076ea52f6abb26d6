using System.Collections.Generic;

namespace MirrorGuard.Engine.Ports;

/// <summary>The system's journal, with fields that programs can ask for.</summary>
public interface IJournal
{
    /// <summary>Sends an entry, and waits for nobody; where there is no journal, or it is busy, the entry is lost.</summary>
    void Send(IReadOnlyList<ReportField> fields);
}
