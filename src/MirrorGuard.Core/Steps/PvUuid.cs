using System;
using System.Runtime.InteropServices;
using System.Text;

namespace MirrorGuard.Core.Steps;

/// <summary>The UUID that LVM's label gives a physical volume; the default value is none.</summary>
/// <remarks>32 bytes of ASCII, kept as a value so that a reply needs no memory of its own. Source: LVM <c>lib/uuid/uuid.c</c>.</remarks>
public readonly record struct PvUuid
{
    /// <summary>Bytes of a UUID, without the dashes that LVM prints.</summary>
    public const int Length = 32;

    // 32 bytes in the order of memory; as numbers they have no meaning.
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private PvUuid(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<ulong> parts = MemoryMarshal.Cast<byte, ulong>(text);
        (_first, _second, _third, _fourth) = (parts[0], parts[1], parts[2], parts[3]);
    }

    /// <summary>There is no UUID.</summary>
    public bool IsNone => this == default;

    /// <summary>Takes 32 bytes of LVM's alphabet: letters, digits, <c>!</c> and <c>#</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out PvUuid uuid)
    {
        uuid = default;
        if (text.Length != Length)
            return false;
        foreach (byte character in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'!' or (byte)'#'))
                return false;
        }
        uuid = new PvUuid(text);
        return true;
    }

    /// <summary>Takes a UUID as LVM prints it; see <see cref="ToString"/>.</summary>
    public static bool TryParse(string printed, out PvUuid uuid) =>
        TryParse(Encoding.UTF8.GetBytes(printed.Replace("-", "", StringComparison.Ordinal)), out uuid);

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    /// <summary>As LVM prints it: <c>Ab3xyz-1234-5678-9abc-defg-hijk-lmnopq</c>; empty for none.</summary>
    public override string ToString()
    {
        if (IsNone)
            return "";
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        string text = Encoding.ASCII.GetString(bytes);
        return $"{text[..6]}-{text[6..10]}-{text[10..14]}-{text[14..18]}-{text[18..22]}-{text[22..26]}-{text[26..]}";
    }
}
