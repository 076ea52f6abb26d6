using System;
using System.Collections.Generic;

namespace MirrorGuard.Linux.Configuration;

/// <summary>
/// The shape of a configuration, checked before libdevmapper's parser gets it. That parser recurses per section: 1.02.205 takes
/// 8 KiB of stack for each, so 40 braces end a dmeventd thread with its 300 KiB. It cannot say on which
/// line a key stands, and it takes a text that is cut off in the middle for a whole one. So this walks over
/// the same tokens without recursion, notes the line of each node, and refuses what the parser would
/// choke on or what would mean something else to it than to a reader. Values are left to the parser.
/// </summary>
/// <remarks>Asking the parser first was rejected: it has to survive the text to refuse it.</remarks>
internal ref struct ConfigurationOutline
{
    /// <summary>How deep sections are nested at most: twice what any key needs, and 32 KiB of stack in the parser.</summary>
    internal const int MaxDepth = 4;

    private readonly List<int> _lines = [];
    private readonly Stack<(int Line, int Depth)> _open = new();
    private ConfigurationLexer _lexer;
    private ConfigurationFault? _fault;

    private ConfigurationOutline(ReadOnlySpan<byte> text) => _lexer = new ConfigurationLexer(text);

    private readonly int Depth => _open.Count > 0 ? _open.Peek().Depth : 0;

    /// <summary>Checks <paramref name="text"/>, which must have no NUL byte.</summary>
    /// <param name="text">The file.</param>
    /// <param name="nodeLines">The line of each node that the parser will make, in the same order: a path such as <c>a/b</c> makes two. Empty: nothing but comments.</param>
    /// <returns>What is wrong, or null.</returns>
    internal static ConfigurationFault? Check(ReadOnlySpan<byte> text, out IReadOnlyList<int> nodeLines)
    {
        var outline = new ConfigurationOutline(text);
        while (outline._fault is null && outline._lexer.Next() != ConfigurationTokenKind.End)
            outline.ReadStatement();
        if (outline._fault is null && outline._open.Count > 0)
            outline._fault = new ConfigurationFault(outline._open.Peek().Line, "a section that does not end", "'}' at its end");
        nodeLines = outline._lines;
        return outline._fault;
    }

    private void ReadStatement()
    {
        if (_lexer.Kind == ConfigurationTokenKind.SectionEnd && _open.TryPop(out _))
            return;
        if (_lexer.Kind is not (ConfigurationTokenKind.Name or ConfigurationTokenKind.Quoted))
            Refuse("no name where one is due", "the name of a key or a section");
        else
            ReadNode();
    }

    private void ReadNode()
    {
        int line = _lexer.Line;
        int depth = Depth + ReadPath();
        if (depth > MaxDepth)
            Refuse("sections that are nested too deep", FormattableString.Invariant($"at most {MaxDepth} levels"));
        if (_fault is not null)
            return;

        if (_lexer.Next() == ConfigurationTokenKind.SectionBegin)
            _open.Push((line, depth));
        else if (_lexer.Kind == ConfigurationTokenKind.Equals)
            ReadValue();
        else
            Refuse("a name with nothing behind it", "'=' and a value, or '{'", line);
    }

    /// <summary>Counts the nodes of a name: one for each part between slashes, and an empty one behind a slash at the end.</summary>
    private int ReadPath()
    {
        ReadOnlySpan<byte> path = _lexer.Kind == ConfigurationTokenKind.Quoted ? _lexer.Token[1..^1] : _lexer.Token;
        if (path.IsEmpty)
            Refuse("an empty name", "the name of a key or a section");
        int parts = 0;
        int slash;
        do
        {
            path = path.TrimStart((byte)'/');
            slash = path.IndexOf((byte)'/');
            path = path[(slash < 0 ? path.Length : slash)..];
            parts++;
            _lines.Add(_lexer.Line);
        }
        while (slash >= 0);
        return parts;
    }

    private void ReadValue()
    {
        if (_lexer.Next() == ConfigurationTokenKind.ArrayBegin)
            ReadArray();
        else
            CheckValue();
    }

    private void ReadArray()
    {
        _lexer.Next();
        while (_fault is null && _lexer.Kind != ConfigurationTokenKind.ArrayEnd)
        {
            CheckValue();
            if (_lexer.Next() == ConfigurationTokenKind.Comma)
                _lexer.Next();
        }
    }

    private void CheckValue()
    {
        if (_lexer.Kind == ConfigurationTokenKind.Number && ConfigurationNumber.FaultOf(_lexer.Token, _lexer.IsWholeWord) is { } wrong)
            Refuse(wrong, "a plain decimal number, or a text in quotation marks");
        else if (_lexer.Kind is not (ConfigurationTokenKind.Number or ConfigurationTokenKind.Word or ConfigurationTokenKind.Quoted))
            Refuse("no value where one is due", "a number, or a text in quotation marks");
    }

    private void Refuse(string wrong, string accepted, int? line = null)
    {
        _fault ??= _lexer.Kind == ConfigurationTokenKind.OpenQuotation
            ? new ConfigurationFault(_lexer.Line, "a quotation mark without its partner", "both in one line")
            : new ConfigurationFault(line ?? _lexer.Line, wrong, accepted);
    }
}
