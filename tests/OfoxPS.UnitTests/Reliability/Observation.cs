
using OfoxPS.Gateway.Wire;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>What came of a call that met a fault.</summary>
/// <param name="Outcome">The result as the table tells it.</param>
/// <param name="Words">What the error said, or text and model of the answer.</param>
/// <param name="Content">The answer's text; null for an error.</param>
/// <param name="Connections">How often the server was connected to; null where it could not count.</param>
internal sealed record Observation(Outcome Outcome, string Words, string? Content, int? Connections);
