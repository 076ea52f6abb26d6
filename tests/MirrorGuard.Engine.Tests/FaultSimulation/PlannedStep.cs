using System.Collections.Generic;
using System.Text;

using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>One step of a program, out of the wire format.</summary>
internal sealed record PlannedStep(
    StepKind Kind, DeviceNumber Device, ulong Sectors, ulong Offset, string First, string Second, uint Bytes, DeviceNumber Target, ulong Digest = 0)
{
    private const int BytesPerBlock = Geometry.SectorsPerBlock * 512;

    /// <summary>Of a table: the target's type.</summary>
    internal string Type => First;

    /// <summary>Of a table: the target's parameters.</summary>
    internal string Parameters => Second;

    /// <summary>Of a range: the block where it begins.</summary>
    internal int Block => (int)(Offset / BytesPerBlock);

    /// <summary>Of a range: how many blocks it touches.</summary>
    internal int Blocks => (int)((Bytes + BytesPerBlock - 1) / BytesPerBlock);

    internal static List<PlannedStep> Of(StepProgram program)
    {
        var steps = new List<PlannedStep>(program.Count);
        foreach (var step in program)
        {
            steps.Add(new PlannedStep(
                step.Kind,
                step.Device,
                step.Sectors,
                step.OffsetBytes,
                Encoding.ASCII.GetString(step.Path),
                Encoding.ASCII.GetString(step.Content),
                step.LengthBytes,
                step.Target,
                step.Digest));
        }
        return steps;
    }

    public override string ToString() => Kind switch
    {
        StepKind.Load or StepKind.Expect => $"{Kind} {Device} {Type} {Parameters}",
        StepKind.LockGroup or StepKind.Record => Kind.ToString(),
        StepKind.Copy or StepKind.Keep => $"{Kind} {Device} to {Target}, {Blocks} from block {Block}",
        StepKind.Read or StepKind.ExpectContent => $"{Kind} {Device}, {Blocks} from block {Block}",
        _ => $"{Kind} {Device}",
    };
}
