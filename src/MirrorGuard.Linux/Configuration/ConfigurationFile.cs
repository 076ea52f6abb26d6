using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using MirrorGuard.Core.Settings;

namespace MirrorGuard.Linux.Configuration;

/// <summary>
/// The configuration file, looked at every few seconds by whoever has a thread for it. Nothing is watched: a poll costs
/// one system call, and a watch would cost a descriptor and a thread inside dmeventd.
/// </summary>
/// <remarks>
/// After each change the file is read once more at the next look. So a second write within the same tick of the kernel's
/// clock is seen, and a file that an editor takes away for a moment does not bring the defaults back.
/// One thread at a time.
/// </remarks>
/// <param name="path">The file.</param>
public sealed class ConfigurationFile(string path)
{
    /// <summary>Where the configuration is.</summary>
    public const string DefaultPath = "/etc/lvm/mirrorguard.conf";

    private readonly byte[] _nativePath = Encoding.UTF8.GetBytes(path + '\0');
    private FileStamp _stamp;
    private byte[]? _text;
    private bool _isSettled;
    private ConfigurationLoad? _last;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Whether <see cref="Load"/> may find something else than the last time. Allocates nothing.</summary>
    public bool HasChanged() => !_isSettled || FileStamp.Of(_nativePath) != _stamp;

    /// <summary>Reads the file. What cannot be used leaves the last good configuration as it is.</summary>
    public ConfigurationLoad Load()
    {
        // Taken before the text, so that a write in between shows as a change at the next look.
        var stamp = FileStamp.Of(_nativePath);
        _isSettled = _last is not null && stamp == _stamp;
        _stamp = stamp;
        _last = stamp.IsMissing ? LoadNothing() : LoadText();
        return _last;
    }

    private ConfigurationLoad LoadNothing()
    {
        bool isGoneForAMoment = _last is { IsMissing: false } && !_isSettled;
        if (isGoneForAMoment)
            return _last! with { IsNews = false };
        _text = null;
        return new ConfigurationLoad(MirrorGuardSettings.Default, [], IsMissing: true, IsNews: _last is not { IsMissing: true });
    }

    private ConfigurationLoad LoadText()
    {
        if (TryRead(out byte[] text) is { } fault)
        {
            _text = null;
            return Refuse(fault);
        }
        if (_last is not null && _text is not null && _text.AsSpan().SequenceEqual(text))
            return _last with { IsNews = false };
        _text = text;
        if (ConfigurationParser.Parse(text, out IReadOnlyList<ConfigurationNode> nodes) is { } refusal)
            return Refuse(refusal);
        SettingsReading reading = SettingsReader.Read(nodes, LastGood);
        return new ConfigurationLoad(reading.Settings, reading.Problems, IsMissing: false, IsNews: true);
    }

    private MirrorGuardSettings LastGood => _last?.Settings ?? MirrorGuardSettings.Default;

    private ConfigurationLoad Refuse(ConfigurationFault fault)
    {
        string instead = _last is null ? "the defaults count" : "the configuration stays as it was";
        var problem = new SettingsProblem("", fault.Line, fault.Wrong, fault.Accepted, instead);
        bool isNews = _last is not { Problems: [var known] } || known with { Instead = instead } != problem;
        return new ConfigurationLoad(LastGood, [problem], IsMissing: false, isNews);
    }

    private ConfigurationFault? TryRead(out byte[] text)
    {
        text = [];
        if (_stamp.Error != 0)
            return new ConfigurationFault(null, $"it cannot be read: {Marshal.GetPInvokeErrorMessage(_stamp.Error)}", "a readable file");
        if (!_stamp.IsRegularFile)
            return new ConfigurationFault(null, "it is not a regular file", "a readable file");
        if (_stamp.Length > ConfigurationParser.MaxBytes)
            return ConfigurationParser.TooLarge;
        try
        {
            text = ReadAtMost(ConfigurationParser.MaxBytes + 1);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ConfigurationFault(null, $"it cannot be read: {failure.Message}", "a readable file");
        }
    }

    /// <summary>Reads by the file's own end, not by the length it had: it may be growing.</summary>
    private byte[] ReadAtMost(int length)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[length];
        int filled = 0;
        int read;
        do
        {
            read = RandomAccess.Read(file, buffer.AsSpan(filled), filled);
            filled += read;
        }
        while (read > 0);
        return buffer[..filled];
    }
}
