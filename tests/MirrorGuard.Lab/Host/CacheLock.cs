using System;
using System.IO;
using System.Threading;

namespace MirrorGuard.Lab.Host;

/// <summary>Keeps two processes from making the same thing; the kernel drops it when its holder dies.</summary>
internal sealed class CacheLock : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private CacheLock(FileStream file) => _file = file;

    internal static CacheLock Take(string path)
    {
        long deadline = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new CacheLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Thread.Sleep(RetryInterval);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
