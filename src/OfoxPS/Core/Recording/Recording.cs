namespace OfoxPS.Core.Recording;

/// <summary>A request and its answer that are to be written into a cassette.</summary>
/// <param name="Asked">The request.</param>
/// <param name="Fresh">What is written of it.</param>
internal sealed record Recording(MaskedRequest Asked, Interaction Fresh);
