using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using FluentAssertions;
using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using MirrorGuard.Dso.Tests.Hosts;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Readers;

namespace MirrorGuard.Dso.Tests.Reader;

/// <summary>Some legs and the installed reader.</summary>
internal sealed class ReadLegs : IDisposable
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly LegReaders _readers;
    private readonly ILegReader _reader;
    private readonly LoopDisk[] _legs;
    private readonly int _length;
    private readonly int _blockBytes;
    private uint _lastId;

    /// <summary>So many legs with the same content.</summary>
    internal ReadLegs(int count, int length, int blockBytes = 512, int? blockBytesOfDisks = null)
    {
        _readers = new LegReaders(ProgramFiles.Directory);
        _reader = _readers.Start("vg/lv", out string? fault)!;
        fault.Should().BeNull();
        _legs = [.. Enumerable.Range(0, count).Select(_ => new LoopDisk(length, blockBytes: blockBytesOfDisks ?? blockBytes))];
        _length = length;
        _blockBytes = blockBytes;
    }

    internal LoopDisk this[int leg] => _legs[leg];

    public void Dispose()
    {
        _reader.Dispose();
        _readers.Dispose();
        foreach (LoopDisk leg in _legs)
            leg.Dispose();
    }

    /// <summary>Compares all of the legs at one go.</summary>
    internal Comparison Compare() => Compare(0, _length);

    internal Comparison Compare(long offset, long length, string lockFile = "")
    {
        var request = new CompareRequest(++_lastId, [.. _legs.Select(leg => leg.Number)], Bytes(0, _blockBytes).Length, Bytes(offset, length), lockFile);
        _reader.TrySend(request).Should().BeTrue();
        Comparison comparison = Receive();
        comparison.Id.Should().Be(request.Id);
        return comparison;
    }

    /// <summary>As many requests as it takes from there to the end, each of which must come on.</summary>
    internal List<Comparison> CompareToEnd(long offset = 0)
    {
        var answers = new List<Comparison>();
        while (offset < _length)
        {
            Comparison answer = Compare(offset, _length - offset);
            answer.Outcome.Should().Be(CompareOutcome.Done);
            answer.Compared.Bytes.Should().BePositive("a request that comes to nothing is asked for ever");
            answers.Add(answer);
            offset += (long)answer.Compared.Bytes;
        }
        offset.Should().Be(_length);
        return answers;
    }

    internal static SectorRange Bytes(long offset, long length) => new(new Sectors((ulong)offset / Sectors.Size), new Sectors((ulong)length / Sectors.Size));

    private Comparison Receive()
    {
        var clock = Stopwatch.StartNew();
        Comparison? comparison;
        while (!_reader.TryReceive(out comparison))
        {
            clock.Elapsed.Should().BeLessThan(Limit, "an answer is due");
            _readers.WaitForAnswers(Limit);
        }
        return comparison!;
    }
}
