using System.Globalization;

namespace MirrorGuard.Simulation;

/// <summary>One I/O of an application to the mirror.</summary>
public sealed class ApplicationIo
{
    private ApplicationIo(IoKind kind, int block, ulong contents)
    {
        Kind = kind;
        Block = block;
        Contents = contents;
    }

    /// <summary>What was asked for.</summary>
    public IoKind Kind { get; }

    /// <summary>Where; 0 for a flush.</summary>
    public int Block { get; }

    /// <summary>What is written, or what was read.</summary>
    public ulong Contents { get; internal set; }

    /// <summary>What has become of it.</summary>
    public IoOutcome Outcome { get; internal set; }

    /// <summary>A write of <paramref name="contents"/>.</summary>
    public static ApplicationIo Write(int block, ulong contents) => new(IoKind.Write, block, contents);

    /// <summary>A read.</summary>
    public static ApplicationIo Read(int block) => new(IoKind.Read, block, 0);

    /// <summary>A flush.</summary>
    public static ApplicationIo Flush() => new(IoKind.Flush, 0, 0);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Block} {Contents} {Outcome}");
}
