using System;

namespace MirrorGuard.Engine.Ports;

/// <summary>What outlives a registration and dmeventd, but not the machine: a small file for each device.</summary>
public interface IStateStore
{
    /// <summary>The file of <paramref name="device"/>, for <see cref="Core.Steps.StepProgram.Record"/>.</summary>
    byte[] PathOf(DeviceIdentity device);

    /// <summary>The file's content; empty when there is none or it cannot be read.</summary>
    ReadOnlySpan<byte> Read(DeviceIdentity device);

    /// <summary>Replaces the file as a whole.</summary>
    void Write(DeviceIdentity device, ReadOnlySpan<byte> content);

    /// <summary>Takes the file away.</summary>
    void Remove(DeviceIdentity device);
}
