using System;
using System.Diagnostics;

namespace MirrorGuard.Plugin;

/// <summary>
/// Bugs on purpose, for the proof that none takes dmeventd along. Calls vanish from a normal build;
/// one with <c>-p:Sabotage=true</c> fails where <c>MIRRORGUARD_SABOTAGE=place:kind</c> says.
/// </summary>
internal static class Sabotage
{
    /// <summary>Fails here, if <paramref name="place"/> is the one that was asked for.</summary>
    [Conditional("SABOTAGE")]
    internal static void Strike(string place)
    {
        var order = Environment.GetEnvironmentVariable("MIRRORGUARD_SABOTAGE")?.Split(':') ?? [];
        if (order is [var where, var kind] && where == place)
            Fail(kind);
    }

    private static void Fail(string kind)
    {
        string? nothing = null;
        _ = kind switch
        {
            "exception" => throw new InvalidOperationException("sabotage"),
            "null" => nothing!.Length,
            "memory" => Exhaust(),
            "abort" => Abort(),
            _ => throw new InvalidOperationException($"unknown sabotage '{kind}'"),
        };
    }

    /// <summary>The array is kept, or the compiler would drop it.</summary>
    private static int Exhaust()
    {
        GC.KeepAlive(new byte[int.MaxValue / 2]);
        return 0;
    }

    private static int Abort()
    {
        Environment.FailFast("sabotage");
        return 0;
    }
}
