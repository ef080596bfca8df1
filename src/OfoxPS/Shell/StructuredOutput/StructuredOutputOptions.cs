
namespace OfoxPS.Shell.StructuredOutput;

/// <summary>The options of -As.</summary>
/// <param name="Mode">How the schema is sent; null uses what the server supports.</param>
/// <param name="MaximumRepairs">How many times the model is asked to repair its answer.</param>
internal sealed record StructuredOutputOptions(SchemaMode? Mode, int MaximumRepairs);
