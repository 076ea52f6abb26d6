using System.Runtime.InteropServices;

namespace MirrorGuard.Benchmarks.Micro;

/// <summary>libdevmapper's parser, many times in one call, so that the way from C# to C is no part of the figure.</summary>
public sealed unsafe class NativeLoop
{
    private readonly delegate* unmanaged<byte*, ulong, ulong> _parseLoop;

    /// <summary>Loads <paramref name="library"/>, made from native/parse_loop.c.</summary>
    public NativeLoop(string library) => _parseLoop =
        (delegate* unmanaged<byte*, ulong, ulong>)NativeLibrary.GetExport(NativeLibrary.Load(library), "parse_loop");

    /// <summary>Parses <paramref name="line"/>, which ends in a NUL, so many times; 0 when it was refused.</summary>
    public ulong Run(byte[] line, int count)
    {
        fixed (byte* text = line)
            return _parseLoop(text, (ulong)count);
    }
}
