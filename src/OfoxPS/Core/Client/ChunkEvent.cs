namespace OfoxPS.Core.Client;

/// <summary>A piece of the answer arrived.</summary>
internal sealed record ChunkEvent(ChatChunk Chunk) : CallEvent;
