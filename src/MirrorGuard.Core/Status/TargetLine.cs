using System;

namespace MirrorGuard.Core.Status;

/// <summary>One line of <c>dmsetup status</c>, cut into its parts: <c>vg0-data: 0 41943040 mirror 2 254:3 254:4 40960/40960 1 AA 1 core</c>.</summary>
/// <remarks>
/// <para><c>[name ": "] start " " length " " type [" " parameters]</c>; dmsetup leaves the name out when it was asked for one device.</para>
/// <para>
/// A name may hold blanks and colons, so it ends at the first <c>": "</c> behind which a target follows. The parts are ranges of the line,
/// and only <see cref="MirrorStatusParser"/> judges the parameters. Source: LVM <c>dmsetup.c: _status</c>.
/// </para>
/// </remarks>
/// <param name="Name">The device's name; empty when the line has none.</param>
/// <param name="Start">First sector of the target in its device.</param>
/// <param name="Length">Sectors of the target, at least 1.</param>
/// <param name="Type">The target's type, for example <c>mirror</c>.</param>
/// <param name="Parameters">What the target itself reports; empty for <c>linear</c>.</param>
public readonly record struct TargetLine(Range Name, Sectors Start, Sectors Length, Range Type, Range Parameters)
{
    /// <summary>The longest type of a target (kernel <c>DM_MAX_TYPE_NAME</c>, with the terminating NUL).</summary>
    public const int MaxTypeLength = 15;

    /// <summary>The longest name: the kernel's 127 bytes, each of which dmsetup may print as four (<c>\x20</c>).</summary>
    public const int MaxNameLength = 4 * 127;

    private static ReadOnlySpan<byte> NameEnd => ": "u8;

    /// <summary>Whether the target of <paramref name="line"/> is a mirror, so that <see cref="MirrorStatusParser"/> reads its parameters.</summary>
    public bool IsMirror(ReadOnlySpan<byte> line) => line[Type].SequenceEqual("mirror"u8);

    /// <summary>Cuts <paramref name="line"/>, which must not end in a line break.</summary>
    /// <param name="line">For example <c>0 41943040 mirror 2 254:3 254:4 40960/40960 1 AA 1 core</c>.</param>
    /// <param name="target">The parts, or a default value when the line is refused.</param>
    /// <param name="error">Where and why the line is refused, or a default value.</param>
    public static bool TryParse(ReadOnlySpan<byte> line, out TargetLine target, out ParseError error)
    {
        if (TryParseTarget(line, 0, out target, out error))
            return true;
        ParseError errorBehindName = error;
        for (int at = 0; line[at..].IndexOf(NameEnd) is >= 0 and int next; at += next + 1)
        {
            int nameLength = at + next;
            if (nameLength > MaxNameLength)
                break;
            if (TryParseTarget(line, nameLength + NameEnd.Length, out target, out ParseError nameError) && nameLength > 0)
            {
                target = target with { Name = ..nameLength };
                error = default;
                return true;
            }
            if (nameError.Position > errorBehindName.Position)
                errorBehindName = nameError;
        }
        target = default;
        error = errorBehindName;
        return false;
    }

    private static bool TryParseTarget(ReadOnlySpan<byte> line, int from, out TargetLine target, out ParseError error)
    {
        target = default;
        var cursor = new StatusCursor(line[from..]);
        if (cursor.TakeNumber(0, Sectors.MaxCount, Expectation.StartSector, out ulong start)
            && cursor.TakeBlank()
            && cursor.TakeNumber(1, Sectors.MaxCount, Expectation.SectorCount, out ulong length)
            && cursor.TakeBlank()
            && cursor.TakeWord(MaxTypeLength, Expectation.TargetType, out Range type))
        {
            bool hasParameters = !cursor.AtEnd;
            int parametersAt = from + cursor.Position + (hasParameters ? 1 : 0);
            target = new TargetLine(
                default, new Sectors(start), new Sectors(length), (from + type.Start.Value)..(from + type.End.Value), parametersAt..line.Length);
            error = default;
            return true;
        }
        error = cursor.Error.MovedBy(from);
        return false;
    }
}
