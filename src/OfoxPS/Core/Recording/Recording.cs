namespace OfoxPS.Core.Recording;

/// <summary>A request and its answer that are to be written into a cassette.</summary>
internal sealed record Recording(MaskedRequest Asked, Interaction Fresh);
