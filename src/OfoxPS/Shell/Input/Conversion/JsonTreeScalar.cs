using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Converts single values to JSON: strings, numbers, booleans and null, and values that are written as text.</summary>
internal static class JsonTreeScalar
{
    /// <param name="value">The value, unwrapped.</param>
    /// <param name="forReading">Whether a model reads the value, so that what JSON cannot hold becomes text.</param>
    /// <param name="plain">The JSON value.</param>
    public static bool TryRead(object? value, bool forReading, out object? plain)
    {
        switch (value)
        {
            case null or DBNull:
            case PSObject when ReferenceEquals(value, AutomationNull.Value):
                plain = null;
                return true;
            case double number when forReading && (double.IsNaN(number) || double.IsInfinity(number)):
            case float single when forReading && (float.IsNaN(single) || float.IsInfinity(single)):
                plain = Text(value);
                return true;
            case string text:
                plain = forReading ? WellFormed.Repair(text) : text;
                return true;
            case bool or int or long or double or float or decimal or BigInteger or JsonElement:
            case byte or sbyte or short or ushort or uint or ulong or DateTime or DateTimeOffset:
                plain = value;
                return true;
            case SwitchParameter flag:
                plain = flag.IsPresent;
                return true;
            case TimeSpan span:
                plain = span.ToString("c", CultureInfo.InvariantCulture);
                return true;
            case byte[] bytes:
                plain = Convert.ToBase64String(bytes);
                return true;
            case XmlNode xml:
                plain = xml.OuterXml;
                return true;
            case JsonNode node:
                plain = JsonTree.Parse(node.ToJsonString());
                return true;
            case ErrorRecord error when forReading:
                plain = Text(error);
                return true;
            case Exception or InformationalRecord or InformationRecord when forReading:
                plain = value.ToString();
                return true;
            case Uri address:
                plain = address.OriginalString;
                return true;
            case PathInfo or Enum or char or Guid or Version or Type or ScriptBlock:
                plain = Text(value);
                return true;
            default:
                plain = OfNewerType(value);
                return plain is not null;
        }
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
