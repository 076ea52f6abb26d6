using System;
using System.Buffers;

namespace MirrorGuard.Linux.Configuration;

/// <summary>Cuts a configuration into the tokens into which LVM's own parser cuts it.</summary>
/// <remarks>
/// The parser is odd in places, and this follows it: a word is a value behind <c>=</c>, <c>[</c> and <c>,</c> only; a bare word
/// goes on over <c>,</c> and <c>]</c>; a number ends where its digits do. Source: LVM <c>libdm-config.c: _get_token</c>.
/// </remarks>
/// <param name="text">Without NUL bytes.</param>
internal ref struct ConfigurationLexer(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\n\v\f\r#={}"u8);

    // What may stand right behind a number without becoming a part of what a reader takes for one word.
    private static readonly SearchValues<byte> NumberEnds = SearchValues.Create(" \t\n\v\f\r#,]}"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _start;
    private int _end;

    /// <summary>What was read last.</summary>
    public ConfigurationTokenKind Kind { get; private set; } = ConfigurationTokenKind.SectionEnd;

    /// <summary>The line on which it begins, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Its bytes, quotation marks included.</summary>
    public readonly ReadOnlySpan<byte> Token => _text[_start.._end];

    /// <summary>The token is a number, and nothing follows it in the same word.</summary>
    public readonly bool IsWholeWord => _end == _text.Length || NumberEnds.Contains(_text[_end]);

    /// <summary>Reads the next token.</summary>
    public ConfigurationTokenKind Next()
    {
        bool isValueDue = Kind is ConfigurationTokenKind.Equals or ConfigurationTokenKind.ArrayBegin or ConfigurationTokenKind.Comma;
        SkipBlanks();
        Kind = _start == _text.Length ? ConfigurationTokenKind.End : Read(_text[_start], isValueDue);
        return Kind;
    }

    private void SkipBlanks()
    {
        int at = _end;
        while (at < _text.Length && (IsBlank(_text[at]) || _text[at] == '#'))
        {
            if (_text[at] == '#')
            {
                at += Length(_text[at..].IndexOf((byte)'\n'), _text.Length - at);
                continue;
            }
            Line += _text[at] == '\n' ? 1 : 0;
            at++;
        }
        _start = _end = at;
    }

    private ConfigurationTokenKind Read(byte first, bool isValueDue)
    {
        switch (first)
        {
            case (byte)'=': return One(ConfigurationTokenKind.Equals);
            case (byte)'{': return One(ConfigurationTokenKind.SectionBegin);
            case (byte)'}': return One(ConfigurationTokenKind.SectionEnd);
            case (byte)'[': return One(ConfigurationTokenKind.ArrayBegin);
            case (byte)']': return One(ConfigurationTokenKind.ArrayEnd);
            case (byte)',': return One(ConfigurationTokenKind.Comma);
            case (byte)'"' or (byte)'\'': return ReadQuotation(first);
            case (byte)'.' or (byte)'+' or (byte)'-' when isValueDue: return ReadNumber(first);
            case >= (byte)'0' and <= (byte)'9' when isValueDue: return ReadNumber(first);
            default:
                _end = _start + Length(_text[_start..].IndexOfAny(WordEnds), _text.Length - _start);
                return isValueDue ? ConfigurationTokenKind.Word : ConfigurationTokenKind.Name;
        }
    }

    private ConfigurationTokenKind One(ConfigurationTokenKind kind)
    {
        _end = _start + 1;
        return kind;
    }

    private ConfigurationTokenKind ReadQuotation(byte mark)
    {
        for (int at = _start + 1; at < _text.Length && _text[at] != '\n'; at++)
        {
            if (_text[at] == mark)
            {
                _end = at + 1;
                return ConfigurationTokenKind.Quoted;
            }
            // Only between double marks, and not over the end of a line, which is refused anyway.
            bool isEscape = mark == '"' && _text[at] == '\\' && at + 1 < _text.Length && _text[at + 1] != '\n';
            at += isEscape ? 1 : 0;
        }
        _end = _text.Length;
        return ConfigurationTokenKind.OpenQuotation;
    }

    private ConfigurationTokenKind ReadNumber(byte first)
    {
        bool hasPoint = first == '.';
        int at = _start + 1;
        while (at < _text.Length && (char.IsAsciiDigit((char)_text[at]) || (_text[at] == '.' && !hasPoint)))
            hasPoint |= _text[at++] == '.';
        _end = at;
        return ConfigurationTokenKind.Number;
    }

    private static bool IsBlank(byte character) => character is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    private static int Length(int found, int rest) => found < 0 ? rest : found;
}
