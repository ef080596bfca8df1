using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Client;

/// <summary>The server has refused the request because there are too many.</summary>
/// <param name="Pause">Which pause it led to: all that are refused together make one.</param>
internal sealed record RefusedEvent(PauseId Pause) : CallEvent;
