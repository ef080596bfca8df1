using System.Collections.Generic;

namespace OfoxPS.Shell.Tools;

/// <summary>What a call of a remote tool gave.</summary>
/// <param name="Text">As a model reads it that is shown the images too.</param>
/// <param name="TextAlone">As a model reads it that takes no images.</param>
/// <param name="Objects">As a script takes it.</param>
/// <param name="Images">The images in it.</param>
/// <param name="Error">Why the call failed; null if it did not.</param>
internal sealed record RemoteResult(string Text, string TextAlone, IReadOnlyList<object?> Objects, IReadOnlyList<ChatMedia> Images, string? Error);
