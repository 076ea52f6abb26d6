using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FluentAssertions;
using MirrorGuard.Core.Steps;
using Xunit;

namespace MirrorGuard.Abi.Tests;

/// <summary>The wire format between DSO and helper, held against the helper's own header.</summary>
public sealed partial class ProtocolTests
{
    private const string Header = "protocol.h";

    private static string HeaderText => File.ReadAllText(Path.Combine(Compiler.Shim, "helper", Header));

    /// <summary>What only the DSO says of a program: no helper was there to say it.</summary>
    private static readonly StepOutcome[] OutcomesOfTheDso = [StepOutcome.Lost];

    [Fact]
    public void Every_message_has_the_size_and_the_offsets_of_the_header()
    {
        Declarations.Messages.Values.Should().BeEquivalentTo("program_head", "step_head", "reply_message");
        var proof = new Proof(Header);

        foreach ((Type message, string name) in Declarations.Messages)
            proof.Message(message, name);

        Compiler.Complaints(proof.Text).Should().BeEmpty();
    }

    [Fact]
    public void Every_number_has_the_value_of_the_header()
    {
        var proof = new Proof(Header);

        foreach ((string name, long value) in Kinds.Concat(Outcomes).Concat(Declarations.ProtocolConstants))
            proof.Constant(name, value);

        Compiler.Complaints(proof.Text).Should().BeEmpty();
    }

    [Fact]
    public void The_header_has_no_number_that_is_not_ours()
    {
        IEnumerable<string> numbers = Number().Matches(HeaderText).Select(match => match.Groups["name"].Value);

        numbers.Should().BeEquivalentTo(Kinds.Concat(Outcomes).Concat(Declarations.ProtocolConstants).Select(number => number.Key));
    }

    [Fact]
    public void A_wrong_message_does_not_compile() =>
        Compiler.Complaints(new Proof(Header).Message(typeof(FieldsSwapped), "device_number").Text).Should().Contain("static assertion failed");

    private static IEnumerable<KeyValuePair<string, long>> Kinds => Enum.GetValues<StepKind>()
        .Select(kind => KeyValuePair.Create("STEP_" + Proof.CName(kind.ToString()).ToUpperInvariant(), (long)kind));

    private static IEnumerable<KeyValuePair<string, long>> Outcomes => Enum.GetValues<StepOutcome>().Except(OutcomesOfTheDso)
        .Select(outcome => KeyValuePair.Create("OUTCOME_" + outcome.ToString().ToUpperInvariant(), (long)outcome));

    [GeneratedRegex(@"^(#define (?<name>[A-Z_]+) |\t(?<name>(STEP|OUTCOME)_[A-Z_]+)\b)", RegexOptions.Multiline)]
    private static partial Regex Number();

    private struct FieldsSwapped
    {
        internal uint Minor;
        internal uint Major;

        internal FieldsSwapped(uint both) => Minor = Major = both;
    }
}
