using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <content>What a pass has read and said by the time that it ends, whatever came in between: restarts, and records that are old or lost.</content>
internal sealed partial class ScanChecker
{
    /// <summary>When each pass began; by its own word for it, which is what a record keeps.</summary>
    private readonly Dictionary<DateTimeOffset, Instant> _beganAt = [];

    /// <summary>By block: the last reading that counted.</summary>
    private readonly BlockReading?[] _readings = new BlockReading?[volume.Machine.Metadata.Geometry.Blocks];

    /// <summary>By block: when it was last said that legs differ there.</summary>
    private readonly Instant?[] _reportedAt = new Instant?[volume.Machine.Metadata.Geometry.Blocks];

    /// <summary>When the last pass that came to its end had begun; null: none has.</summary>
    internal Instant? LastFinishedBeganAt { get; private set; }

    private void Follow(in ScanState state, in ScanInput input, in ScanDecision decision)
    {
        if ((decision.Finished ?? decision.State.Pass) is not { } pass)
            return;
        var isSame = state.Pass is { } before && before.Cursor <= pass.Cursor && input.Kind != ScanInputKind.StartAsked
            && (state.Layout == 0 || state.Layout == decision.State.Layout);
        if (!isSame)
            _beganAt[pass.StartedAt] = Now;
        else if (state.Pass!.Value.StartedAt != pass.StartedAt)
            _beganAt[pass.StartedAt] = _beganAt[state.Pass.Value.StartedAt];
    }

    private void CheckFinished(in ScanPass pass)
    {
        var began = _beganAt[pass.StartedAt];
        LastFinishedBeganAt = began;
        volume.Tell($"    a pass that began at {began.Milliseconds - 1_000_000} ends: {pass.Tally}");
        Observe();
        for (var block = 0; block < Blocks; block++)
        {
            if (_readings[block] is not { } reading || reading.After.At < began)
                Break($"a pass ended that has not read block {block}");
            else if (IsToBeReported(block, began, reading) && !(_reportedAt[block] >= began))
                Break($"a pass ended without a word of block {block}, where the legs hold {string.Join(" and ", _held[block]!)}");
        }
    }

    /// <summary>It has differed since before the pass, and could be read as the pass came to it.</summary>
    private bool IsToBeReported(int block, Instant began, BlockReading reading) =>
        _unchangedSince[block] < began && _held[block]!.Distinct().Count() > 1
        && reading.Contents.Length == _legs.Count && reading.Contents.All(contents => contents is not null);
}
