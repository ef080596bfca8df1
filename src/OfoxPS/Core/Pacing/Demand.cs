namespace OfoxPS.Core.Pacing;

/// <summary>What a request needs of the gate.</summary>
/// <param name="Tokens">How many tokens it is expected to use.</param>
/// <param name="Apart">The least time between two requests; nothing where the user has set none.</param>
/// <param name="Longest">The longest wait.</param>
/// <param name="GoesAnyway">Whether it goes to the server where the wait would be longer, instead of failing.</param>
internal readonly record struct Demand(double Tokens, TimeSpan Apart, TimeSpan Longest, bool GoesAnyway);
