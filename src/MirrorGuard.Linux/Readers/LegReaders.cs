using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;
using MirrorGuard.Linux.Processes;

namespace MirrorGuard.Linux.Readers;

/// <summary>Starts <c>mirrorguard-reader</c> (native-shim/reader), and waits for all that were started.</summary>
/// <param name="directory">Where the program is: the directory of the DSO. Null when that is unknown, and no reader can be started.</param>
public sealed unsafe class LegReaders(string? directory) : ILegReaders, IDisposable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "mirrorguard-reader";

    private readonly List<LegReader> _readers = [];

    /// <summary>Without one, word that is left waits for the end of a wait.</summary>
    private readonly SafeFileHandle _wakes = new(LibC.eventfd(0, LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK), ownsHandle: true);

    private pollfd[] _polled = [];

    /// <inheritdoc />
    public ILegReader? Start(string volume, out string? fault)
    {
        if (StayingProgram.Start(directory, FileName, volume, out fault) is not { } socket)
            return null;
        var reader = new LegReader(socket, this);
        _readers.Add(reader);
        return reader;
    }

    /// <inheritdoc />
    public void WaitForAnswers(TimeSpan limit)
    {
        if (_polled.Length < _readers.Count + 1)
            _polled = new pollfd[_readers.Count + 1];
        _polled[0] = PollFor(_wakes);
        for (var index = 0; index < _readers.Count; index++)
            _polled[index + 1] = PollFor(_readers[index].Socket);
        // Rounded up: to wake a moment too early would be to wake again and again until it is time.
        var milliseconds = (int)Math.Clamp(Math.Ceiling(limit.TotalMilliseconds), 0, int.MaxValue);
        fixed (pollfd* polled = _polled)
            _ = LibC.poll(polled, (ulong)_readers.Count + 1, milliseconds);
        ulong count;
        _ = LibC.read(NumberOf(_wakes), &count, sizeof(ulong));
    }

    /// <inheritdoc />
    public void Wake()
    {
        var one = 1UL;
        _ = LibC.write(NumberOf(_wakes), &one, sizeof(ulong));
    }

    /// <inheritdoc />
    public void Dispose() => _wakes.Dispose();

    internal void Forget(LegReader reader) => _readers.Remove(reader);

    private static pollfd PollFor(SafeFileHandle file) => new() { fd = NumberOf(file), events = LibC.POLLIN };

    private static int NumberOf(SafeHandle file) => (int)file.DangerousGetHandle();
}
