using System.Runtime.InteropServices;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine;

/// <summary>Says why a change of tables failed.</summary>
internal static class SwapFaultWords
{
    /// <summary>For example <c>writing its record failed: No such file or directory</c>.</summary>
    /// <param name="program">What was sent.</param>
    /// <param name="reply">That a step of it failed.</param>
    internal static string Of(StepProgram program, in StepReply reply)
    {
        var what = "the whole of it";
        var index = 0;
        foreach (var step in program)
        {
            if (index++ == reply.FailedStep)
                what = Doing(step.Kind);
        }
        return $"{what} failed: {Marshal.GetPInvokeErrorMessage(reply.Errno)}";
    }

    private static string Doing(StepKind kind) => kind switch
    {
        StepKind.LockGroup => "taking LVM's lock",
        StepKind.Expect => "reading the tables",
        StepKind.ExpectDisk => "identifying the disk",
        StepKind.Record => "writing its record",
        StepKind.Read => "reading the log's disk",
        StepKind.Load => "loading a table",
        StepKind.Resume => "resuming a device",
        _ => kind.ToString(),
    };
}
