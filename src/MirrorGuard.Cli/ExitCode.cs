namespace MirrorGuard.Cli;

/// <summary>Exit codes, the same as LVM's own commands use.</summary>
/// <remarks>Source: LVM <c>lib/commands/errors.h</c>.</remarks>
internal static class ExitCode
{
    /// <summary>All went well (<c>ECMD_PROCESSED</c> is 1 inside LVM and 0 for the shell).</summary>
    public const int Ok = 0;

    /// <summary>The command line, or a status line given to it, is wrong (<c>EINVALID_CMD_LINE</c>).</summary>
    public const int InvalidCommandLine = 3;

    /// <summary>The command line is right, but carrying it out failed (<c>ECMD_FAILED</c>).</summary>
    public const int Failed = 5;
}
