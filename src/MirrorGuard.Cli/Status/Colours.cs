using MirrorGuard.Core.Standing;

using Spectre.Console;

namespace MirrorGuard.Cli.Status;

/// <summary>Colours of a terminal: green is well, yellow is looked after, red may need a person.</summary>
internal static class Colours
{
    private static readonly Style Well = new(Color.Green);
    private static readonly Style LookedAfter = new(Color.Olive);
    private static readonly Style MayNeedAPerson = new(Color.Maroon, decoration: Decoration.Bold);

    /// <summary>How a volume in this condition is shown.</summary>
    internal static Style Of(Condition condition) => condition switch
    {
        Condition.InSync => Well,
        Condition.Resyncing or Condition.Refilling or Condition.Released or Condition.Changing or Condition.Held or Condition.Waiting
            or Condition.GivenUp or Condition.ReadFailed => LookedAfter,
        _ => MayNeedAPerson,
    };
}
