namespace MirrorGuard.Engine;

/// <summary>Errors that a disk gives to a read, as against those of whoever asks it. Source: kernel <c>blk-core.c: blk_errors</c>.</summary>
internal static class DiskErrors
{
    private const int EIO = 5;
    private const int ENODATA = 61;
    private const int ENOLINK = 67;
    private const int EILSEQ = 84;
    private const int ETIMEDOUT = 110;
    private const int EREMOTEIO = 121;

    /// <summary>The disk, or the way to it, could not deliver what is there.</summary>
    internal static bool IsRead(int errno) => errno is EIO or ENODATA or ENOLINK or EILSEQ or ETIMEDOUT or EREMOTEIO;
}
