using System;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine.Ports;

/// <summary>The live table of a dm device, in a buffer of its own that is filled again and again without allocating.</summary>
public sealed class TableText
{
    private readonly byte[] _type = new byte[TargetLine.MaxTypeLength];
    private readonly byte[] _parameters = new byte[StepProgram.MaxParametersLength];
    private int _typeLength;
    private int _parametersLength;

    /// <summary>The device is there, has exactly one target, and its parameters fit the buffer.</summary>
    public bool IsSoleTarget { get; private set; }

    /// <summary>Somebody has the device suspended, or a table ready for it.</summary>
    public bool IsBusy => IsSuspended || IsAnotherReady;

    /// <summary>The device is suspended.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>A table is ready for it, in its inactive slot.</summary>
    public bool IsAnotherReady { get; private set; }

    /// <summary>The device.</summary>
    public DeviceNumber Device { get; private set; }

    /// <summary>Its length.</summary>
    public ulong Sectors { get; private set; }

    /// <summary>The target's type, for example <c>mirror</c>.</summary>
    public ReadOnlySpan<byte> Type => _type.AsSpan(0, _typeLength);

    /// <summary>The target's parameters, as the kernel prints them.</summary>
    public ReadOnlySpan<byte> Parameters => _parameters.AsSpan(0, _parametersLength);

    /// <summary>The target is of this type.</summary>
    public bool Is(ReadOnlySpan<byte> type) => IsSoleTarget && Type.SequenceEqual(type);

    /// <summary>Forgets the previous table: the device is not there, or not to be read.</summary>
    public void Clear()
    {
        IsSoleTarget = false;
        IsSuspended = false;
        IsAnotherReady = false;
        Device = default;
        Sectors = 0;
        _typeLength = 0;
        _parametersLength = 0;
    }

    /// <summary>Takes the one target of a device.</summary>
    public void Set(
        DeviceNumber device,
        ulong sectors,
        ReadOnlySpan<byte> type,
        ReadOnlySpan<byte> parameters,
        bool isSuspended = false,
        bool isAnotherReady = false)
    {
        Clear();
        if (type.Length > _type.Length || parameters.Length > _parameters.Length)
            return;
        IsSoleTarget = true;
        IsSuspended = isSuspended;
        IsAnotherReady = isAnotherReady;
        Device = device;
        Sectors = sectors;
        type.CopyTo(_type);
        _typeLength = type.Length;
        parameters.CopyTo(_parameters);
        _parametersLength = parameters.Length;
    }

    /// <summary>Takes another's table.</summary>
    public void CopyFrom(TableText other)
    {
        if (other.IsSoleTarget)
            Set(other.Device, other.Sectors, other.Type, other.Parameters, other.IsSuspended, other.IsAnotherReady);
        else
            Clear();
    }
}
