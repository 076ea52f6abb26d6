using System;

namespace MirrorGuard.Lab;

/// <summary>The lab cannot do what was asked; the message says what a person can do about it.</summary>
public sealed class LabException : Exception
{
    /// <inheritdoc/>
    public LabException()
    {
    }

    /// <inheritdoc/>
    public LabException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public LabException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
