namespace MirrorGuard.Simulation;

/// <summary>Takes back an I/O that a target has ended.</summary>
internal delegate void IoCompletion(ApplicationIo io, IoResult result);
