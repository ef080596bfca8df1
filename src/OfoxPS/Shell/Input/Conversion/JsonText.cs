
using OfoxPS.Core.Json;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Any value as JSON text, exactly; a string is JSON already.</summary>
internal static class JsonText
{
    /// <exception cref="System.Management.Automation.ArgumentTransformationMetadataException">The value cannot be JSON.</exception>
    public static string Of(object? value, string parameter) =>
        Unwrap.Value(value) as string ?? JsonTreeWriter.ToText(JsonTreeReader.Exact(value, parameter));
}
