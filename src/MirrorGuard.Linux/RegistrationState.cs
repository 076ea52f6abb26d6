namespace MirrorGuard.Linux;

/// <summary>What dmeventd says of a device and a DSO.</summary>
/// <param name="IsRegistered">The DSO has taken the device.</param>
/// <param name="EventMask">The events it is registered for.</param>
public readonly record struct RegistrationState(bool IsRegistered, uint EventMask)
{
    /// <summary>Not registered with this DSO.</summary>
    public static RegistrationState None => default;

    /// <summary>The registration is under way: ask again.</summary>
    public static RegistrationState Pending => new(false, LibDevMapperEventPending);

    /// <summary>The registration is under way.</summary>
    public bool IsPending => !IsRegistered && EventMask == LibDevMapperEventPending;

    private const uint LibDevMapperEventPending = Interop.LibDevMapperEvent.DM_EVENT_REGISTRATION_PENDING;
}
