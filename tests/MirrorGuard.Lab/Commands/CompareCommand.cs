using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;

using MirrorGuard.Lab.Compare;
using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Commands;

/// <summary><c>compare</c>: the same faults with the stock DSO and with another, as one table.</summary>
internal static class CompareCommand
{
    /// <summary>The median of three is not the one run that something disturbed.</summary>
    private const int DefaultRepeat = 3;

    internal static Command Create()
    {
        Option<string> image = GuestSettings.Image();
        var dso = new Option<string>("--dso") { Description = $"The directory with the {MirrorLibrary.FileName} to compare with stock's.", Required = true };
        var repeat = new Option<int>("--repeat") { Description = "How often each scenario is played.", DefaultValueFactory = _ => DefaultRepeat };
        repeat.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 1)
                given.AddError("--repeat must be 1 or more.");
        });
        var only = new Option<string[]>("--only") { Description = "Letters of the scenarios to play.", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong([.. Scenarios.All.Select(scenario => scenario.Letter)]);
        var output = new Option<string>("--output") { Description = "Where the Markdown goes.", DefaultValueFactory = _ => Path.Combine("artifacts", "compare.md") };

        var command = new Command("compare", "Play the same faults with the stock DSO and with another, side by side.") { image, dso, repeat, only, output };
        command.SetAction(parsed =>
            new Comparison(GuestImage.Find(parsed.GetValue(image)!)!, MirrorLibrary.From("MirrorGuard", parsed.GetValue(dso)!), parsed.GetValue(repeat))
                .Run(Chosen(parsed.GetValue(only)), parsed.GetValue(output)!));
        return command;
    }

    private static IReadOnlyList<Scenario> Chosen(string[]? letters) =>
        letters is { Length: > 0 } ? [.. Scenarios.All.Where(scenario => letters.Contains(scenario.Letter))] : Scenarios.All;
}
