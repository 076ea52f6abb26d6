namespace MirrorGuard.Linux.Configuration;

/// <summary>What a token of LVM's configuration syntax is.</summary>
internal enum ConfigurationTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A bare word where a name is due.</summary>
    Name,

    /// <summary>A bare word where a value is due.</summary>
    Word,

    /// <summary><c>"..."</c> or <c>'...'</c>, name or value.</summary>
    Quoted,

    /// <summary>A quotation mark without its partner in the same line.</summary>
    OpenQuotation,

    /// <summary>What LVM takes for a number, which may go on as something else.</summary>
    Number,

    /// <summary><c>=</c></summary>
    Equals,

    /// <summary><c>{</c></summary>
    SectionBegin,

    /// <summary><c>}</c></summary>
    SectionEnd,

    /// <summary><c>[</c></summary>
    ArrayBegin,

    /// <summary><c>]</c></summary>
    ArrayEnd,

    /// <summary><c>,</c></summary>
    Comma,
}
