using System.Runtime.InteropServices;

// By soname from the system's own directories; nothing next to an executable is ever preferred.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
