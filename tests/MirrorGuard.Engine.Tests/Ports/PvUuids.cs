using System;
using System.Text;

using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine.Tests.Ports;

internal static class PvUuids
{
    /// <summary>The UUID that is nothing but this letter.</summary>
    internal static PvUuid Of(char letter) =>
        PvUuid.TryParse(Encoding.ASCII.GetBytes(new string(letter, PvUuid.Length)), out var uuid) ? uuid : throw new ArgumentOutOfRangeException(nameof(letter));
}
