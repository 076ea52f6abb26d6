using System;
using System.Text;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>What says that a helper of ours has a volume suspended, and for what: written before, deleted after.</summary>
/// <param name="device">The device.</param>
/// <param name="volume">Its volume, for a person who looks into the file.</param>
/// <param name="store">Keeps it.</param>
internal sealed class SuspensionRecord(DeviceIdentity device, string volume, IStateStore store)
{
    /// <summary>Beside the device's own record, which is written at other times.</summary>
    private readonly DeviceIdentity _key = new(device.Name, $"{device.Uuid}.quiesced");

    private readonly byte[] _forRewrite = Encoding.UTF8.GetBytes($$"""{"version":1,"volume":"{{volume}}"}""");
    private readonly byte[] _forReturn = Encoding.UTF8.GetBytes($$"""{"version":1,"volume":"{{volume}}",{{ReturnMark}}}""");
    private byte[]? _path;

    private const string ReturnMark = "\"for\":\"return\"";

    /// <summary>The file.</summary>
    internal ReadOnlySpan<byte> Path => _path ??= store.PathOf(_key);

    /// <summary>Its content while an unreadable place is rewritten.</summary>
    internal ReadOnlySpan<byte> ForRewrite => _forRewrite;

    /// <summary>Its content while a leg returns: tables were loaded as well.</summary>
    internal ReadOnlySpan<byte> ForReturn => _forReturn;

    /// <summary>Whether it is there.</summary>
    /// <param name="isForReturn">What for.</param>
    internal bool IsThere(out bool isForReturn)
    {
        var content = store.Read(_key);
        isForReturn = content.IndexOf(Encoding.UTF8.GetBytes(ReturnMark)) >= 0;
        return !content.IsEmpty;
    }
}
