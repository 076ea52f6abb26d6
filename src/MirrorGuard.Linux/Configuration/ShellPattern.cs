using System.Text;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Configuration;

/// <summary>Shell patterns over names of volumes.</summary>
public static unsafe class ShellPattern
{
    /// <summary>Whether <paramref name="pattern"/> matches <paramref name="name"/>. A <c>*</c> goes over the slash too: <c>*</c> is every volume.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        fixed (byte* nativePattern = Encoding.UTF8.GetBytes(pattern + '\0'))
        fixed (byte* nativeName = Encoding.UTF8.GetBytes(name + '\0'))
            return LibC.fnmatch(nativePattern, nativeName, 0) == 0;
    }
}
