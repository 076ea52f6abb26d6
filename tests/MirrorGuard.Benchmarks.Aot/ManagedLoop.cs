using System;

using MirrorGuard.Core.Status;

namespace MirrorGuard.Benchmarks.Micro;

/// <summary>MirrorGuard's parser, many times.</summary>
public static class ManagedLoop
{
    /// <summary>Parses <paramref name="line"/> so many times; the sum is there to be needed.</summary>
    public static ulong Run(ReadOnlySpan<byte> line, int count)
    {
        ulong synced = 0;
        while (count-- > 0)
        {
            if (!MirrorStatusParser.TryParse(line, out var status, out _))
                throw new InvalidOperationException("the parser refused the line");
            synced += status.InSync.Synced;
        }
        return synced;
    }
}
