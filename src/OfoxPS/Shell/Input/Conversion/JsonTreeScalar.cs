using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Converts single values to JSON: strings, numbers, booleans and null, and values that are written as text.</summary>
internal static class JsonTreeScalar
{
    // Stands for a value that is no single one.
    private static readonly object None = new();

    /// <param name="value">The value, unwrapped.</param>
    /// <param name="forReading">Whether a model reads the value, so that what JSON cannot hold becomes text.</param>
    /// <param name="plain">The JSON value.</param>
    public static bool TryRead(object? value, bool forReading, out object? plain)
    {
        plain = value switch
        {
            null or DBNull => null,
            PSObject when ReferenceEquals(value, AutomationNull.Value) => null,
            double number when forReading && (double.IsNaN(number) || double.IsInfinity(number)) => Text(value),
            float number when forReading && (float.IsNaN(number) || float.IsInfinity(number)) => Text(value),
            string text when forReading => WellFormed.Repair(text),
            StringBuilder or StringWriter => forReading ? WellFormed.Repair(value.ToString()!) : value.ToString(),
            string or bool or int or long or double or float or decimal or BigInteger or JsonElement => value,
            byte or sbyte or short or ushort or uint or ulong or DateTime or DateTimeOffset => value,
            SwitchParameter flag => flag.IsPresent,
            TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
            byte[] bytes => Convert.ToBase64String(bytes),
            XmlNode xml => xml.OuterXml,
            JsonNode node => JsonTree.Parse(node.ToJsonString()),
            ErrorRecord error when forReading => Text(error),
            Exception or InformationalRecord or InformationRecord when forReading => value.ToString(),
            Uri address => address.OriginalString,
            PathInfo or Enum or char or Guid or Version or Type or ScriptBlock => Text(value),
            _ => OfNewerType(value) ?? None,
        };
        return !ReferenceEquals(plain, None);
    }

    public static string Text(object value) => LanguagePrimitives.ConvertTo<string>(value);

    /// <summary>An error record as text: message, position and id. As JSON it would be a thousand lines about the engine.</summary>
    public static string Text(ErrorRecord error)
    {
        string?[] lines =
        [
            $"{error.InvocationInfo?.MyCommand?.Name ?? "Error"}: {error.ErrorDetails?.Message ?? error.Exception.Message}",
            $"Category: {error.CategoryInfo}",
            $"FullyQualifiedErrorId: {error.FullyQualifiedErrorId}",
            $"Exception: {error.Exception.GetType().FullName}: {error.Exception.Message}",
            error.InvocationInfo?.PositionMessage,
            error.ScriptStackTrace,
        ];
        return string.Join("\n", lines.Where(static line => !string.IsNullOrEmpty(line)));
    }

    // Types that .NET Framework lacks, by name.
    private static object? OfNewerType(object value) => value.GetType().FullName switch
    {
        "System.IntPtr" or "System.UIntPtr" or "System.Int128" or "System.UInt128" =>
            BigInteger.Parse(value.ToString()!, CultureInfo.InvariantCulture),
        "System.Half" => double.Parse(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        "System.DateOnly" or "System.TimeOnly" => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        _ => null,
    };
}
