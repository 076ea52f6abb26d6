using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Text.Json;
using MirrorGuard.Core.Naming;

namespace MirrorGuard.Core.Control;

/// <summary>
/// One line that was sent to the plugin's socket. Whoever may send is root; a slip of the hand is answered all the same, and nothing
/// that is not understood is carried out.
/// <code>
/// {"command":"scan-start","volume":"vg/lv"}
/// </code>
/// </summary>
/// <param name="Command">What is wanted.</param>
/// <param name="Volume">Of which volume; null: of all.</param>
public sealed record ControlRequest(ControlCommand Command, VolumeName? Volume)
{
    /// <summary>The longest line, in bytes: names of LVM have 127 characters at most.</summary>
    public const int MaxBytes = 4096;

    /// <summary>How much of what was sent is said again.</summary>
    private const int MaxQuoted = 64;

    private const string DeviceDirectory = "/dev/";
    private const string MapperDirectory = "/dev/mapper/";

    private static readonly Dictionary<string, ControlCommand> Commands = new()
    {
        ["scan-start"] = ControlCommand.ScanStart,
        ["scan-stop"] = ControlCommand.ScanStop,
        ["scan-status"] = ControlCommand.ScanStatus,
        ["report-test"] = ControlCommand.ReportTest,
        ["report-status"] = ControlCommand.ReportStatus,
    };

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 2 };

    /// <summary>The request as a line, with its end.</summary>
    public byte[] ToLine()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("command"u8, Commands.First(each => each.Value == Command).Key);
            if (Volume is not null)
                json.WriteString("volume"u8, Volume.ToString());
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Reads a line without its end.</summary>
    /// <param name="line">UTF-8.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="fault">Why it is refused, for a person.</param>
    public static bool TryParse(ReadOnlyMemory<byte> line, [NotNullWhen(true)] out ControlRequest? request, [NotNullWhen(false)] out string? fault)
    {
        request = null;
        if (line.Length > MaxBytes)
        {
            fault = $"a request has at most {MaxBytes} bytes";
            return false;
        }
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            fault = TryRead(document.RootElement, out request);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            fault = "a request is one JSON object on a line of its own, in UTF-8";
        }
        return fault is null && request is not null;
    }

    private static string? TryRead(JsonElement root, out ControlRequest? request)
    {
        request = null;
        if (root.ValueKind != JsonValueKind.Object)
            return "a request is a JSON object";
        string? command = null, volume = null;
        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                return $"{Quoted(property.Name)} is to be a text";
            var value = property.Value.GetString()!;
            switch (property.Name)
            {
                case "command" when command is null:
                    command = value;
                    break;
                case "volume" when volume is null:
                    volume = value;
                    break;
                case "command" or "volume":
                    return $"{Quoted(property.Name)} is there twice";
                default:
                    return $"{Quoted(property.Name)} is not known; a request has \"command\" and \"volume\"";
            }
        }
        if (command is null)
            return "there is no \"command\"";
        if (!Commands.TryGetValue(command, out var known))
            return $"{Quoted(command)} is no command; there are {string.Join(", ", Commands.Keys)}";
        VolumeName? name = null;
        if (volume is not null && !TryParseVolume(volume, out name))
            return $"{Quoted(volume)} is no volume; it is named vg/lv, /dev/vg/lv or /dev/mapper/vg-lv";
        request = new ControlRequest(known, name);
        return null;
    }

    /// <summary>Reads a volume as people name it: <c>vg/lv</c>, <c>/dev/vg/lv</c> or <c>/dev/mapper/vg-lv</c>.</summary>
    public static bool TryParseVolume(string text, [NotNullWhen(true)] out VolumeName? volume)
    {
        volume = null;
        if (text.StartsWith(MapperDirectory, StringComparison.Ordinal))
        {
            if (DmName.TryParse(text[MapperDirectory.Length..], out var name, out _) && name.Layer.Length == 0)
                volume = new VolumeName(name.Vg, name.Lv);
            return volume is not null;
        }
        var parts = (text.StartsWith(DeviceDirectory, StringComparison.Ordinal) ? text[DeviceDirectory.Length..] : text).Split('/');
        // A name is one of LVM's if the device's is.
        if (parts is [var vg, var lv] && DmName.TryParse(new DmName(vg, lv, "").ToString(), out var whole, out _) && whole == new DmName(vg, lv, ""))
            volume = new VolumeName(vg, lv);
        return volume is not null;
    }

    private static string Quoted(string text)
    {
        var printable = new string([.. text.Take(MaxQuoted).Select(letter => letter is >= ' ' and <= '~' and not '"' ? letter : '?')]);
        return $"\"{printable}{(text.Length > MaxQuoted ? "..." : "")}\"";
    }
}
