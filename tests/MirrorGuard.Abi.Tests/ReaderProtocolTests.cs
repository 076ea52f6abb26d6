using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FluentAssertions;
using MirrorGuard.Core.Scan;
using Xunit;

namespace MirrorGuard.Abi.Tests;

/// <summary>The wire format between DSO and reader, held against the reader's own header.</summary>
public sealed partial class ReaderProtocolTests
{
    private const string Header = "reader/protocol.h";

    [Fact]
    public void Every_message_has_the_size_and_the_offsets_of_the_header()
    {
        Declarations.ReaderMessages.Values.Should().BeEquivalentTo(
            "compare_message", "comparison_head", "unreadable_message", "difference_message");
        var proof = new Proof(Header);

        foreach ((Type message, string name) in Declarations.ReaderMessages)
            proof.Message(message, name);

        Compiler.Complaints(proof.Text).Should().BeEmpty();
    }

    [Fact]
    public void Every_number_has_the_value_of_the_header()
    {
        var proof = new Proof(Header, "process/stay.h");

        foreach ((string name, long value) in Declarations.ReaderConstants)
            proof.Constant(name, value);
        proof.Constant("sizeof(struct comparison_message)", Comparison.MessageBytes);

        Compiler.Complaints(proof.Text).Should().BeEmpty();
    }

    [Fact]
    public void The_header_has_no_number_that_is_not_ours()
    {
        string text = File.ReadAllText(Path.Combine(Compiler.Shim, Header));
        IEnumerable<string> numbers = Number().Matches(text).Select(match => match.Groups["name"].Value);

        numbers.Should().BeEquivalentTo(Declarations.ReaderConstants.Keys.Except(["PROCESS_SOCKET"]));
    }

    [GeneratedRegex(@"^(#define (?<name>[A-Z_]+)[ \t]|\t(?<name>COMPARE_[A-Z_]+)\b)", RegexOptions.Multiline)]
    private static partial Regex Number();
}
