using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Processes;

/// <summary>Words as C wants them: pointers to each, and a null pointer behind them. Freed at the end.</summary>
internal sealed unsafe class NativeWords : IDisposable
{
    private readonly int _count;

    internal NativeWords(IReadOnlyList<string> words)
    {
        _count = words.Count;
        Pointers = (byte**)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(byte*));
        for (var index = 0; index < _count; index++)
            Pointers[index] = (byte*)Marshal.StringToCoTaskMemUTF8(words[index]);
    }

    internal byte** Pointers { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        for (var index = 0; index < _count; index++)
            Marshal.FreeCoTaskMem((nint)Pointers[index]);
        NativeMemory.Free(Pointers);
    }
}
