using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace OfoxPS.Core.Json;

/// <summary>Writes plain objects (dictionaries, lists, strings, numbers, dates) as JSON, to any depth.</summary>
internal static class JsonTreeWriter
{
    private const string Unnamed = "The text";

    /// <summary>Writes a value. An error names what it is part of.</summary>
    public static void Write(Utf8JsonWriter writer, object? value, object? what = null)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(WellFormed.Check(text, what));
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number:
                WriteDouble(writer, number, what);
                break;
            case float number:
                WriteDouble(writer, double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), what);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case BigInteger number:
                writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case DateTime or DateTimeOffset:
                writer.WriteStringValue(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case IDictionary dictionary:
                writer.WriteStartObject();
                WriteFields(writer, dictionary, what);
                writer.WriteEndObject();
                break;
            case IEnumerable items:
                WriteArray(writer, items, what);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>The JSON as a line of a file, its end included. Half of a surrogate pair must not be in it.</summary>
    public static byte[] ToLine(object? value)
    {
        using JsonBuffer buffer = JsonBuffer.Take();
        Write(buffer.Json, value);
        buffer.Json.Flush();
        buffer.Bytes.WriteByte((byte)'\n');
        return buffer.Bytes.ToArray();
    }

    /// <summary>The value as JSON text.</summary>
    public static string ToText(object? value, bool indented = false)
    {
        using JsonBuffer buffer = JsonBuffer.Take(indented);
        Write(buffer.Json, value);
        buffer.Json.Flush();
        return Encoding.UTF8.GetString(buffer.Bytes.GetBuffer(), 0, (int)buffer.Bytes.Length);
    }

    /// <summary>Writes the entries into the object that is open. An error names what they are part of, or else the entry.</summary>
    public static void WriteFields(Utf8JsonWriter writer, IDictionary dictionary, object? what = null)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            writer.WritePropertyName(WellFormed.Check(name, what ?? "The name of a field"));
            Write(writer, entry.Value, what ?? $"The field '{name}'");
        }
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable items, object? what)
    {
        writer.WriteStartArray();
        foreach (object? item in items)
        {
            Write(writer, item, what);
        }

        writer.WriteEndArray();
    }

    private static void WriteDouble(Utf8JsonWriter writer, double number, object? what)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            throw Failure.InvalidArgument(
                $"{what ?? Unnamed} cannot be sent: JSON cannot represent the number {number.ToString(CultureInfo.InvariantCulture)}.");
        }

        Poly.WriteNumber(writer, number);
    }
}
