namespace MirrorGuard.Engine.Ports;

/// <summary>dmeventd's log: syslog and the journal, or its terminal.</summary>
public interface IEventLog
{
    /// <summary>Writes one line. May block as long as the system's logger does: never before what holds writes is on its way.</summary>
    /// <param name="severity">How much it matters.</param>
    /// <param name="line">One line, without a line end.</param>
    void Write(Severity severity, string line);

    /// <summary>Writes what happened, and tells whoever else is to hear of it; that waits for nobody.</summary>
    void Write(Occurrence occurrence) => Write(occurrence.Severity, occurrence.Line);
}
