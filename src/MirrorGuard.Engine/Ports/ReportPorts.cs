namespace MirrorGuard.Engine.Ports;

/// <summary>The world, as far as only reports need it.</summary>
/// <param name="Programs">Who tells people.</param>
/// <param name="History">What is kept.</param>
/// <param name="Journal">The system's journal.</param>
/// <param name="Metrics">Where metrics go.</param>
/// <param name="Machine">The calendar.</param>
public sealed record ReportPorts(IReportPrograms Programs, IHistory History, IJournal Journal, IMetricsFile Metrics, IMachine Machine);
