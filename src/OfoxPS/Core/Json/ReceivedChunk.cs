namespace OfoxPS.Core.Json;

/// <summary>What <see cref="ChunkReader"/> has read.</summary>
/// <param name="Chunk">The chunk; null where the JSON is no object.</param>
/// <param name="HasChoices">Whether it has a list of choices, which may be empty.</param>
/// <param name="MayBeError">Whether it has to be looked at for an error: a usual chunk cannot hold one.</param>
/// <param name="IsForeign">Whether nothing in it belongs to a chat completion.</param>
internal readonly record struct ReceivedChunk(ChatChunk? Chunk, bool HasChoices, bool MayBeError, bool IsForeign);
