namespace MirrorGuard.Engine.Ports;

/// <summary>Where the metrics go.</summary>
public interface IMetricsFile
{
    /// <summary>Puts a whole new file in the place of the last one; null when it is done, or why it is not.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="text">All of it.</param>
    string? Replace(string path, string text);
}
