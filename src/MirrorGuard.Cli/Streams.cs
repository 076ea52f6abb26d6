using System;
using System.IO;

namespace MirrorGuard.Cli;

/// <summary>Where a command reads and writes, so that tests can stand in for the terminal.</summary>
/// <param name="OpenInput">Opens the input; called only by a command that reads it.</param>
/// <param name="IsInputTerminal">Nothing is piped in: reading would wait for a person.</param>
/// <param name="Output">For what was asked for.</param>
/// <param name="Error">For what went wrong.</param>
/// <param name="AskPlugin">Sends a line to the running plugin, and gives the line that it answers.</param>
/// <param name="IsOutputTerminal">A person looks at the output while it is written.</param>
/// <param name="HasColour">That person wants to see colours.</param>
internal sealed record Streams(
    Func<Stream> OpenInput,
    bool IsInputTerminal,
    TextWriter Output,
    TextWriter Error,
    Func<byte[], byte[]> AskPlugin,
    bool IsOutputTerminal = false,
    bool HasColour = false);
