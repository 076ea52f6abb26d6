using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Linq;
using System.Threading;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux;

namespace MirrorGuard.Cli;

/// <summary>
/// <c>mirrorguard reregister --from DSO --to DSO</c>: moves what dmeventd monitors with one DSO to
/// another. MirrorGuard looks at the status when it takes a device, so a fault in between is not lost; the stock DSO does not, so
/// on the way back one has to look (<c>lvs -o +health_status</c>).
/// </summary>
internal static class ReregisterCommand
{
    /// <summary>LVM itself waits 8 s for a registration.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Command Create(Streams streams)
    {
        var from = new Option<string>("--from") { Description = "The DSO that has the volumes now.", Required = true };
        var to = new Option<string>("--to") { Description = "The DSO that shall have them.", Required = true };
        return new Command("reregister", "Moves monitored volumes from one DSO of dmeventd to another, without touching the volumes.")
        {
            from,
            to,
        }.WithAction(new Move(from, to, streams));
    }

    private static Command WithAction(this Command command, CommandLineAction action)
    {
        command.Action = action;
        return command;
    }

    private sealed class Move(Option<string> from, Option<string> to, Streams streams) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var (fromDso, toDso) = (parseResult.GetRequiredValue(from), parseResult.GetRequiredValue(to));
            if (new[] { fromDso, toDso }.FirstOrDefault(dso => dso.Any(char.IsWhiteSpace)) is { } blank)
            {
                streams.Error.WriteLine($"mirrorguard: dmeventd cannot load '{blank}': its protocol knows no blanks in a path");
                return ExitCode.InvalidCommandLine;
            }
            var results = LvmDevices.All().Select(device => MoveDevice(device, fromDso, toDso)).ToList();
            return results.Contains(false) ? ExitCode.Failed : ExitCode.Ok;
        }

        /// <summary>Null: it was not registered with the old DSO.</summary>
        private bool? MoveDevice(DeviceIdentity device, string fromDso, string toDso)
        {
            var old = WaitWhilePending(device, fromDso);
            if (!old.IsRegistered)
                return null;

            var isMoved = Dmeventd.Unregister(device.Uuid, fromDso, old.EventMask)
                && Dmeventd.Register(device.Uuid, toDso, old.EventMask)
                && WaitWhilePending(device, toDso).IsRegistered;
            if (!isMoved)
                PutBack(device, fromDso, old.EventMask);
            streams.Output.WriteLine(isMoved ? $"{device.Name}: monitored by {toDso}" : $"{device.Name}: {toDso} did not take it");
            return isMoved;
        }

        private static void PutBack(DeviceIdentity device, string fromDso, uint eventMask) =>
            Dmeventd.Register(device.Uuid, fromDso, eventMask);

        private static RegistrationState WaitWhilePending(DeviceIdentity device, string dso)
        {
            var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
            var state = Dmeventd.StateOf(device.Uuid, dso);
            while (state.IsPending && Environment.TickCount64 < deadline)
            {
                Thread.Sleep(Pause);
                state = Dmeventd.StateOf(device.Uuid, dso);
            }
            return state;
        }
    }
}
