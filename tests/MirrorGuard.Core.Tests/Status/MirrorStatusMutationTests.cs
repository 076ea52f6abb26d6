using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FluentAssertions;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Status;

public sealed class MirrorStatusMutationTests
{
    private const int Lines = 10_000_000;
    private const int Shards = 20;
    private const int Seed = 20090114;

    [Fact]
    public void Ten_million_mutated_lines_are_read_as_the_oracle_reads_them()
    {
        int accepted = 0;

        Parallel.For(0, Shards, new ParallelOptions { MaxDegreeOfParallelism = 2 }, shard =>
            Interlocked.Add(ref accepted, CheckShard(Seed + shard, Lines / Shards)));

        // Both halves must be exercised, or the test shows little.
        accepted.Should().BeInRange(Lines / 20, Lines / 2);
    }

    private static int CheckShard(int seed, int count)
    {
        var mutator = new StatusMutator(seed);
        int accepted = 0;
        for (int i = 0; i < count; i++)
        {
            if (CheckLine(mutator.Next(), seed, i))
                accepted++;
        }
        return accepted;
    }

    private static bool CheckLine(ReadOnlySpan<byte> line, int seed, int number)
    {
        bool accepted = MirrorStatusParser.TryParse(line, out MirrorStatus status, out ParseError error);
        var oracle = StatusOracle.Read(Encoding.Latin1.GetString(line));
        bool agrees = accepted ? oracle is not null && oracle.Agrees(status) : oracle is null && PointsAtTheFault(line, error);
        if (!agrees)
            Assert.Fail($"seed {seed}, line {number}: '{Encoding.Latin1.GetString(line)}': accepted {accepted}, {error}, oracle {oracle}");
        return accepted;
    }

    // Everything before the position is right: cut there, the line is refused for the same reason, or it is a whole line.
    private static bool PointsAtTheFault(ReadOnlySpan<byte> line, ParseError error)
    {
        if (error.Position < 0 || error.Position > line.Length)
            return false;
        return MirrorStatusParser.TryParse(line[..error.Position], out _, out ParseError sooner)
            ? error.Expected is Expectation.EndOfLine or Expectation.Log
            : sooner == error;
    }
}
