using System;
using MirrorGuard.Core.Standing;
using MirrorGuard.Linux.Mirrors;

namespace MirrorGuard.Cli.Status;

/// <summary>All that is known of a volume, from wherever.</summary>
/// <param name="Mirror">From the kernel and the files.</param>
/// <param name="Facts">The same, as it is judged.</param>
/// <param name="Standing">The judgement.</param>
/// <param name="Sentence">What goes on, in words; null: nothing.</param>
/// <param name="Since">Since when it does; null: not recorded, or nothing does.</param>
/// <param name="Until">When the wait ends.</param>
/// <param name="Rule">What of the configuration ends it: <c>faults/leg_grace = 300</c>.</param>
/// <param name="Scan">How its scan stands; null: the plugin did not tell.</param>
internal sealed record VolumeView(
    ActiveMirror Mirror,
    MirrorFacts Facts,
    MirrorStanding Standing,
    string? Sentence,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    string? Rule,
    ScanStanding? Scan);
