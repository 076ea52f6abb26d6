namespace MirrorGuard.Lab.Demo;

/// <summary>One thing that happened: when (µs since 1970), who says so, and what.</summary>
internal readonly record struct TimelineEntry(long TimeUs, Voice Voice, string Text);
