namespace OfoxPS.Gateway.Wire;

/// <summary>What a user gets of a call.</summary>
/// <param name="Result">The id of the error, or <see cref="Answer"/>.</param>
/// <param name="Tries">How many times the request was sent, or tried to be sent.</param>
/// <param name="Keeps">The text that had arrived and is on the error; null if nothing had.</param>
public sealed record Outcome(string Result, int Tries = 1, string? Keeps = null)
{
    public const string Answer = "the answer";
}
