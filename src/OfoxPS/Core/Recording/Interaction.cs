using System.Text.Json;

namespace OfoxPS.Core.Recording;

/// <summary>One attempt as a cassette keeps it: what was asked and what came.</summary>
internal sealed record Interaction(string Method, string Uri, JsonElement Body, RecordedResponse Response);
