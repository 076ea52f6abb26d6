using MirrorGuard.Core.Standing;

namespace MirrorGuard.Cli.Status;

/// <summary>Colours of a terminal: green is well, yellow is looked after, red may need a person.</summary>
internal static class Colours
{
    private const string Green = "32";
    private const string Yellow = "33";
    private const string Red = "1;31";

    /// <summary><paramref name="text"/> in the colour of <paramref name="condition"/>.</summary>
    internal static string Of(Condition condition, string text) => $"\u001b[{Code(condition)}m{text}\u001b[0m";

    private static string Code(Condition condition) => condition switch
    {
        Condition.InSync => Green,
        Condition.Resyncing or Condition.Refilling or Condition.Released or Condition.Changing or Condition.Held or Condition.Waiting
            or Condition.GivenUp or Condition.ReadFailed => Yellow,
        _ => Red,
    };
}
