using System.Collections.Generic;

namespace OfoxPS.Shell.Tools;

/// <summary>What a call of a remote tool gave.</summary>
/// <param name="Text">As a model reads it.</param>
/// <param name="Objects">As a script takes it.</param>
/// <param name="Images">The images in it.</param>
/// <param name="Error">Why the call failed; null if it did not.</param>
internal sealed record RemoteResult(string Text, IReadOnlyList<object?> Objects, IReadOnlyList<ChatMedia> Images, string? Error);
