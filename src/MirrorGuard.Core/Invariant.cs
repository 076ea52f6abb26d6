using System;
using System.Diagnostics.CodeAnalysis;

namespace MirrorGuard.Core;

/// <summary>Assertions that stay on in release builds: a broken one is a bug, and the device goes to the stock DSO.</summary>
public static class Invariant
{
    /// <summary>Throws when <paramref name="holds"/> is false.</summary>
    /// <exception cref="InvalidOperationException">The invariant is broken; the message names it.</exception>
    public static void Require([DoesNotReturnIf(false)] bool holds, string invariant)
    {
        if (!holds)
            throw new InvalidOperationException($"broken invariant: {invariant}");
    }
}
