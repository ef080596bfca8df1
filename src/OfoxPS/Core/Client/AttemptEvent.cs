namespace OfoxPS.Core.Client;

/// <summary>An attempt begins. Whoever ends the call early can ask it what had arrived.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="IsLocal">It is answered here, by a recording or a test, and nothing goes to the gateway.</param>
internal sealed record AttemptEvent(Attempt Attempt, bool IsLocal) : CallEvent;
