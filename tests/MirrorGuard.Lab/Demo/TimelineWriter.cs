using System;
using System.Globalization;

namespace MirrorGuard.Lab.Demo;

/// <summary>Puts a timeline on the terminal: time, voice, and what was said, wrapped.</summary>
internal sealed class TimelineWriter
{
    private const int TimeWidth = 9;
    private const int VoiceWidth = 12;

    private readonly long _faultUs;
    private readonly string _dsoName;

    internal TimelineWriter(long faultUs, string dsoName)
    {
        _faultUs = faultUs;
        _dsoName = dsoName;
    }

    internal void Write(Timeline timeline)
    {
        Voice? last = null;
        foreach (TimelineEntry entry in timeline.Entries)
        {
            // A voice is named when it begins to speak.
            string name = entry.Voice == last ? "" : NameOf(entry.Voice);
            last = entry.Voice;
            string time = string.Create(CultureInfo.InvariantCulture, $"{(entry.TimeUs - _faultUs) / 1000.0:F0} ms");
            Write(time, name, entry);
        }
    }

    private static void Write(string time, string name, TimelineEntry entry)
    {
        foreach (string line in Terminal.Wrap(entry.Text, Terminal.Width - TimeWidth - VoiceWidth - 4))
        {
            string colour = ColourOf(entry.Voice);
            Console.WriteLine($"{Terminal.Paint("2", time.PadLeft(TimeWidth))}  {Terminal.Paint(colour, name.PadRight(VoiceWidth))}  {line}");
            time = "";
            name = "";
        }
    }

    private static string ColourOf(Voice voice) => voice switch
    {
        Voice.Lab => "1;31",
        Voice.Writer => "33",
        Voice.Kernel => "35",
        Voice.Dso => "1;32",
        Voice.Lvm => "34",
        _ => throw new ArgumentOutOfRangeException(nameof(voice)),
    };

    private string NameOf(Voice voice) => voice switch
    {
        Voice.Lab => "disk",
        Voice.Writer => "writer",
        Voice.Kernel => "kernel",
        Voice.Dso => _dsoName,
        Voice.Lvm => "LVM",
        _ => throw new ArgumentOutOfRangeException(nameof(voice)),
    };
}
