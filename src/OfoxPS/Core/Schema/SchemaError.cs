namespace OfoxPS.Core.Schema;

/// <summary>Where a value does not fit a schema, and why.</summary>
/// <param name="Path">The place as a JSON path, from <c>$</c>.</param>
/// <param name="Message">What is wrong there.</param>
internal sealed record SchemaError(string Path, string Message)
{
    /// <summary>Place and reason on one line.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
