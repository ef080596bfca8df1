namespace OfoxPS.Core.Recording;

/// <summary>What one read brought.</summary>
/// <param name="Milliseconds">When, from the beginning of the attempt.</param>
/// <param name="Bytes">The bytes.</param>
internal readonly record struct RecordedChunk(int Milliseconds, byte[] Bytes);
