using System.Globalization;

namespace MirrorGuard.Core.Settings;

/// <summary>One value of a configuration file, as LVM's parser took it.</summary>
public abstract record ConfigurationValue
{
    private ConfigurationValue()
    {
    }

    /// <summary>A whole number: <c>300</c>.</summary>
    public sealed record Whole(long Number) : ConfigurationValue
    {
        /// <inheritdoc />
        public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A number with a point: <c>1.5</c>. No key takes one.</summary>
    public sealed record Real(double Number) : ConfigurationValue
    {
        /// <inheritdoc />
        public override string ToString() => Number.ToString("0.0##", CultureInfo.InvariantCulture);
    }

    /// <summary>A text, quoted or a bare word: <c>"act"</c>.</summary>
    public sealed record Word(string Content) : ConfigurationValue
    {
        /// <inheritdoc />
        public override string ToString() => $"\"{ForeignText.Printable(Content)}\"";
    }
}
