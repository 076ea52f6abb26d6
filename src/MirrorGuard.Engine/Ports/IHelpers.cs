namespace MirrorGuard.Engine.Ports;

/// <summary>The processes that change tables: one for each device, since a suspend may hang for ever, and only the process that asked for it with it.</summary>
public interface IHelpers
{
    /// <summary>Starts a helper; takes milliseconds.</summary>
    /// <param name="volume">Whom it is for, <c>vg/lv</c>, so that a person finds it among the processes.</param>
    /// <param name="fault">Why there is none, for a person; null when there is one.</param>
    IHelper? Start(string volume, out string? fault);
}
