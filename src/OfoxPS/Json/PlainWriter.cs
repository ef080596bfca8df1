using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace OfoxPS.Json;

/// <summary>Writes plain objects (dictionaries, lists, strings, numbers, dates) as JSON, to any depth.</summary>
internal static class PlainWriter
{
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(WellFormed.Check(text));
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                WriteDouble(writer, number);
                break;
            case float number:
                WriteDouble(writer, double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
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
            case byte or sbyte or short or ushort or uint:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case DateTime date:
                writer.WriteStringValue(date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset date:
                writer.WriteStringValue(date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case IDictionary dictionary:
                WriteObject(writer, dictionary);
                break;
            case IEnumerable items:
                WriteArray(writer, items);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>The value as JSON text.</summary>
    public static string ToText(object? value, bool indented = false)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, TextEncoder.Options with { Indented = indented }))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public static void WriteObject(Utf8JsonWriter writer, IDictionary dictionary)
    {
        writer.WriteStartObject();
        WriteFields(writer, dictionary);
        writer.WriteEndObject();
    }

    /// <summary>Writes the entries into the object that is open.</summary>
    public static void WriteFields(Utf8JsonWriter writer, IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            writer.WritePropertyName(WellFormed.Check(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!));
            Write(writer, entry.Value);
        }
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (object? item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            throw new OfoxException(OfoxErrorKind.OfoxInvalidRequest, $"JSON has no number for {number.ToString(CultureInfo.InvariantCulture)}.");
        }

        writer.WriteNumberValue(number);
    }
}
