namespace OfoxPS.Core.Client;

/// <summary>An attempt begins. Whoever ends the call early can ask it what had arrived.</summary>
internal sealed record AttemptEvent(Attempt Attempt) : CallEvent;
