using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Settings;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux.Configuration;

/// <summary>The settings of every volume by the configuration file, which is looked at now and then.</summary>
/// <param name="path">The file.</param>
/// <param name="log">Where problems are said, once for each change of the file.</param>
public sealed class ConfiguredSettings(string path, IEventLog log) : ISettings
{
    /// <summary>Problems said of one file: enough to see what it is; <c>mirrorguard check-config</c> lists all.</summary>
    private const int MaxProblemsSaid = 10;

    private readonly ConfigurationFile _file = new(path);
    private readonly object _gate = new();
    private readonly object _polling = new();

    /// <summary>Worked out at the first question after each change; a rule is matched by libc, which allocates.</summary>
    private readonly Dictionary<VolumeName, VolumeSettings> _byVolume = [];
    private MirrorGuardSettings _settings = MirrorGuardSettings.Default;

    /// <inheritdoc />
    public FaultSettings FaultsOf(VolumeName volume) => Of(volume).Faults;

    /// <inheritdoc />
    public ScanSettings ScanOf(VolumeName volume) => Of(volume).Scan;

    /// <inheritdoc />
    public ReportSettings Reports
    {
        get
        {
            lock (_gate)
                return _settings.Global.Report;
        }
    }

    /// <summary>
    /// Looks at the file; costs one system call when nothing changed. Does nothing while another thread is at it, which may wait long
    /// for the disk that the file is on.
    /// </summary>
    public void Poll()
    {
        if (!Monitor.TryEnter(_polling))
            return;
        try
        {
            if (_file.HasChanged())
                Load();
        }
        finally
        {
            Monitor.Exit(_polling);
        }
    }

    private void Load()
    {
        var load = _file.Load();
        if (!load.IsNews)
            return;
        lock (_gate)
        {
            _settings = load.Settings;
            _byVolume.Clear();
        }
        Say(load);
    }

    private VolumeSettings Of(VolumeName volume)
    {
        lock (_gate)
        {
            if (!_byVolume.TryGetValue(volume, out var settings))
                _byVolume[volume] = settings = _settings.For(volume, ShellPattern.IsMatch);
            return settings;
        }
    }

    private void Say(ConfigurationLoad load)
    {
        foreach (var (index, problem) in load.Problems.Take(MaxProblemsSaid).Index())
            log.Write(new Occurrence(index == 0 ? EventKind.ConfigurationRefused : EventKind.Noted, Severity.Error, "", problem.In(path)));
        if (load.Problems.Count > MaxProblemsSaid)
            log.Write(Severity.Error, $"{path}: and {load.Problems.Count - MaxProblemsSaid} more; 'mirrorguard check-config' lists them.");
        if (!load.IsMissing && load.Problems.Count == 0)
            log.Write(Severity.Information, $"{path}: read, and used from now on");
    }
}
