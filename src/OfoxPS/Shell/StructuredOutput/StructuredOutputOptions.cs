
namespace OfoxPS.Shell.StructuredOutput;

/// <summary>What the user decides about a typed answer.</summary>
/// <param name="Mode">How the model is told of the schema; null takes what it supports.</param>
/// <param name="MaximumRepairs">How many times it is asked for a better answer.</param>
internal sealed record StructuredOutputOptions(SchemaMode? Mode, int MaximumRepairs);
