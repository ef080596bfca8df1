
using OfoxPS.Core.Json;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Writes a value as JSON text without loss; a string must be JSON.</summary>
internal static class JsonText
{
    /// <exception cref="System.Management.Automation.ArgumentTransformationMetadataException">
    /// The value cannot be written as JSON.
    /// </exception>
    public static string Of(object? value, string parameter) =>
        Unwrap.Value(value) as string ?? JsonTreeWriter.ToText(JsonTreeReader.Exact(value, parameter));
}
