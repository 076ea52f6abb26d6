using System;
using System.Collections.Generic;

using BenchmarkDotNet.Attributes;

namespace MirrorGuard.Benchmarks.Micro;

/// <summary>Reading a status line: MirrorGuard's parser against libdevmapper's, each in a loop of its own.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private const int Count = 10_000;

    private byte[] _line = [];
    private NativeLoop? _native;

    /// <summary>What is parsed.</summary>
    [ParamsSource(nameof(LineNames))]
    public string Line { get; set; } = "";

    /// <summary>All lines.</summary>
    public static IEnumerable<string> LineNames => Lines.All.Keys;

    /// <summary>Loads the C loop.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _native = new NativeLoop(NativePrograms.ParseLoop);
        _line = Lines.Terminated(Lines.All[Line]);
    }

    /// <summary>libdevmapper's <c>dm_get_status_mirror</c>.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public ulong LibDevMapper() => _native!.Run(_line, Count);

    /// <summary>MirrorGuard's parser, compiled just in time.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public ulong MirrorGuard() => ManagedLoop.Run(_line.AsSpan(..^1), Count);
}
