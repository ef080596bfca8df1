using System.Collections.Specialized;
using System.Management.Automation;
using System.Net;
using System.Numerics;
using System.Xml;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>The table of types that are single values in JSON: the schema of each, and how a value of it is read.</summary>
internal sealed class ScalarType(Func<object, Type, object?> read, Type[] types, params (string Word, object Value)[] schema)
{
    private static readonly ScalarType Xml = new(ScalarValue.Markup, [], ("type", "string"), ("description", "XML"));

    // Types that .NET Framework lacks, by name.
    private static readonly Dictionary<string, ScalarType> Named = new(StringComparer.Ordinal)
    {
        ["System.DateOnly"] = new(ScalarValue.Text, [], ("type", "string"), ("format", "date")),
        ["System.TimeOnly"] = new(ScalarValue.Text, [], ("type", "string"), ("format", "time")),
    };

    // This table is also in about_OfoxPS_Tools.
    private static readonly Dictionary<Type, ScalarType> Table = new ScalarType[]
    {
        new(ScalarValue.Text, [typeof(string)], ("type", "string")),
        new(ScalarValue.Text, [typeof(char)], ("type", "string"), ("minLength", 1), ("maxLength", 1)),
        new(ScalarValue.Flag, [typeof(bool), typeof(SwitchParameter)], ("type", "boolean")),
        new(ScalarValue.Integer, [typeof(byte)], ("type", "integer"), ("minimum", 0), ("maximum", 255)),
        new(ScalarValue.Integer, [typeof(ushort), typeof(uint), typeof(ulong)], ("type", "integer"), ("minimum", 0)),
        new(ScalarValue.Integer, [typeof(sbyte), typeof(short), typeof(int), typeof(long), typeof(BigInteger)], ("type", "integer")),
        new(ScalarValue.Fraction, [typeof(float), typeof(double), typeof(decimal)], ("type", "number")),
        new(ScalarValue.Text, [typeof(DateTime), typeof(DateTimeOffset)], ("type", "string"), ("format", "date-time")),
        new(ScalarValue.Duration, [typeof(TimeSpan)], ("type", "string"), ("format", "duration")),
        new(ScalarValue.Text, [typeof(Guid)], ("type", "string"), ("format", "uuid")),
        new(ScalarValue.Text, [typeof(Uri)], ("type", "string"), ("format", "uri")),
        new(ScalarValue.Address, [typeof(IPAddress)], ("type", "string"), ("description", "IPv4 or IPv6 address")),
        new(ScalarValue.Text, [typeof(Version)], ("type", "string"), ("pattern", @"^\d+(\.\d+){1,3}$")),
        new(ScalarValue.Bytes, [typeof(byte[])], ("type", "string"), ("description", "base64")),
        new(ScalarValue.Anything, [typeof(object), typeof(PSObject)]),
        new(ScalarValue.Anything, [typeof(PSCustomObject)], ("type", "object")),
    }.SelectMany(static row => row.Types.Select(type => (type, row))).ToDictionary(static pair => pair.type, static pair => pair.row);

    private Type[] Types { get; } = types;

    private string? Format => Array.Find(schema, static rule => rule.Word == "format").Value as string;

    /// <summary>The row of a type; null if the type is no single value in JSON.</summary>
    public static ScalarType? Of(Type type) =>
        Table.TryGetValue(type, out ScalarType? row) ? row
        : typeof(XmlNode).IsAssignableFrom(type) ? Xml
        : type.Namespace == nameof(System) && Named.TryGetValue(type.FullName!, out row) ? row
        : null;

    /// <summary>A new copy of the schema, which the caller may change.</summary>
    public OrderedDictionary ToSchema()
    {
        OrderedDictionary words = new();
        foreach ((string word, object value) in schema)
        {
            words[word] = value;
        }

        return words;
    }

    /// <summary>Converts a JSON value to the type.</summary>
    /// <exception cref="FormatException">The value cannot be converted to the type.</exception>
    public object? Read(object value, Type type) =>
        value is string text && Format is { } format && !TextFormat.Has(text, format, forType: true)
            ? throw new FormatException($"'{text}' is not a valid {format}")
            : read(value, type);
}
