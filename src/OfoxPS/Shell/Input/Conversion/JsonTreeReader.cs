using System.Collections;
using System.Collections.Specialized;
using System.Data;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Converts any PowerShell object to a JSON tree: ordered dictionaries, arrays, strings and numbers.</summary>
internal sealed class JsonTreeReader(int maximumDepth, string? parameter, long longest, int liveDepth)
{
    /// <summary>Levels of nesting: what the JSON writer supports, less the levels around a value.</summary>
    private const int DepthOfJson = 500;

    /// <summary>Levels at which a live .NET object inside another one becomes text, because its properties lead on without end.</summary>
    private const int DepthOfLiveObjects = 2;

    /// <summary>The maximum number of values for a model; a live object may lead to millions.</summary>
    private const int MaximumValues = 100_000;

    /// <summary>The maximum number of values of an object that must be sent without loss.</summary>
    private const int MaximumExactValues = JsonSize.MaximumValues;

    private HashSet<object>? _open;
    private int _values;
    private long _length;

    /// <summary>Whether something was left out, because it was too deep or refers to itself.</summary>
    public bool Cut { get; private set; }

    /// <summary>Whether data was left out so: a list, a dictionary or an object of a script, and not a live object.</summary>
    public bool CutData { get; private set; }

    /// <summary>Whether the JSON is longer than the limit, so that the value was not read to its end.</summary>
    public bool IsFull => _length - 1 > longest;

    /// <summary>A reader for objects that a model reads: what is too deep becomes text.</summary>
    /// <param name="maximumDepth">The maximum number of levels.</param>
    /// <param name="longest">The maximum number of characters of JSON; nothing is read beyond it.</param>
    public static JsonTreeReader Tolerant(int maximumDepth, long longest) => new(maximumDepth, null, longest, DepthOfLiveObjects);

    /// <summary>The same, with all levels of live objects as well.</summary>
    public static JsonTreeReader Deep(int maximumDepth, long longest) => new(maximumDepth, null, longest, maximumDepth);

    /// <summary>Reads a value that must be sent without loss; what JSON cannot hold is an error that names the parameter.</summary>
    /// <exception cref="OfoxException">
    /// A key is no string, the value refers to itself, or it has too many values.
    /// </exception>
    public static object? Exact(object? value, string parameter) =>
        new JsonTreeReader(DepthOfJson, parameter, long.MaxValue, DepthOfJson).Read(value);

    /// <summary>The JSON text of a value that must be sent without loss; a string must be JSON.</summary>
    /// <exception cref="OfoxException">The value cannot be written as JSON.</exception>
    public static string ExactText(object? value, string parameter) =>
        Unwrap.Value(value) as string ?? JsonTreeWriter.ToText(Exact(value, parameter));

    public object? Read(object? value) => Read(value, 0);

    private object? Read(object? value, int depth)
    {
        object? bare = Unwrap.Value(value);
        if (JsonTreeScalar.TryRead(bare, forReading: parameter is null, out object? scalar))
        {
            Count(scalar);
            return scalar;
        }

        return bare is SecureString or PSCredential or NetworkCredential
            ? parameter is null ? "(secret)" : throw Refused("A secret cannot be sent as part of a request.")
            : ReadNested(bare!, depth);
    }

    private object? ReadNested(object value, int depth)
    {
        Count(null);
        bool tooMany = parameter is null && ++_values > MaximumValues;
        bool cycle = _open?.Contains(value) == true;
        bool data = value is IDictionary or IEnumerable or PSObject;
        bool live = parameter is null && depth > liveDepth && !data;
        if (cycle || tooMany || live || depth > maximumDepth)
        {
            string what = cycle ? "refers to itself" : $"is nested deeper than {maximumDepth} levels";
            Cut = true;
            CutData |= data;
            return parameter is null ? Text(value) : throw Refused($"The value {what}.");
        }

        _open ??= new HashSet<object>(ByReference.Instance);
        _open.Add(value);
        try
        {
            return value switch
            {
                IDictionary dictionary => ReadDictionary(dictionary, depth),
                DataRow row => ReadRow(row, depth),
                DataRowView view => ReadRow(view.Row, depth),
                Array { Rank: 2 } table => ReadItems(Rows(table), depth),
                IEnumerable items when value is not PSObject => ReadItems(items, depth),
                _ => ReadProperties(value, depth),
            };
        }
        finally
        {
            _open.Remove(value);
        }
    }

    private OrderedDictionary ReadDictionary(IDictionary dictionary, int depth)
    {
        OrderedDictionary result = new();
        foreach (DictionaryEntry entry in dictionary)
        {
            if (parameter is not null && Unwrap.Value(entry.Key) is not string)
            {
                throw Refused($"The key '{entry.Key}' is not a string. The keys of a JSON object are strings.");
            }

            string name = Name(Text(Unwrap.Value(entry.Key)!));
            Count(name);
            result[name] = Read(entry.Value, depth + 1);
            if (IsFull)
            {
                break;
            }
        }

        return result;
    }

    // The rows of a table such as Value2 of a range of Excel, whose indices begin at 1.
    private static IEnumerable<object?[]> Rows(Array table)
    {
        for (int row = table.GetLowerBound(0); row <= table.GetUpperBound(0); row++)
        {
            object?[] cells = new object?[table.GetLength(1)];
            for (int column = 0; column < cells.Length; column++)
            {
                cells[column] = table.GetValue(row, table.GetLowerBound(1) + column);
            }

            yield return cells;
        }
    }

    private OrderedDictionary ReadRow(DataRow row, int depth)
    {
        OrderedDictionary result = new();
        foreach (DataColumn column in row.Table.Columns)
        {
            result[Name(column.ColumnName)] = Read(row[column], depth + 1);
        }

        return result;
    }

    private object?[]? ReadItems(IEnumerable items, int depth)
    {
        List<object?> result = [];
        IEnumerator? list = null;
        try
        {
            list = items.GetEnumerator();
            while (!IsFull && list.MoveNext())
            {
                result.Add(Read(list.Current, depth + 1));
            }
        }
        catch (Exception error) when (error is not (OfoxException or PipelineStoppedException))
        {
            // A list that cannot be enumerated is null, as a property that cannot be read is.
            return parameter is null ? null : throw Refused($"A list cannot be read: {error.Message}");
        }
        finally
        {
            (list as IDisposable)?.Dispose();
        }

        return result.ToArray();
    }

    private OrderedDictionary ReadProperties(object value, int depth)
    {
        OrderedDictionary result = new();
        foreach (PSPropertyInfo property in ObjectProperties.Of(PSObject.AsPSObject(value), onlyShown: parameter is null))
        {
            try
            {
                Count(property.Name);
                result[Name(property.Name)] = Read(property.Value, depth + 1);
            }
            catch (GetValueException)
            {
                // A property that cannot be read (access denied, process ended) is null.
                result[Name(property.Name)] = null;
            }

            if (IsFull)
            {
                break;
            }
        }

        return result;
    }

    // Counts the shortest JSON of a value: quotes of a text, brackets of a list, and a comma.
    private void Count(object? scalar)
    {
        _length += scalar is string text ? text.Length + 3 : 2;
        if (parameter is not null && ++_values > MaximumExactValues)
        {
            throw Refused($"The value has more than {MaximumExactValues.ToString("N0", CultureInfo.InvariantCulture)} values.");
        }
    }

    private static string Text(object value) => JsonTreeScalar.Text(value);

    // An unpaired surrogate in a name is replaced for a model, as in a text; elsewhere it is an error.
    private string Name(string name) => parameter is null ? WellFormed.Repair(name) : name;

    private OfoxException Refused(string reason) => Failure.InvalidArgument($"-{parameter}: {reason}");

    private sealed class ByReference : IEqualityComparer<object>
    {
        public static readonly ByReference Instance = new();

        public new bool Equals(object? x, object? y) => ReferenceEquals(x, y);

        public int GetHashCode(object obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
