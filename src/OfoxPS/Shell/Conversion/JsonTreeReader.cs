using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Data;
using System.Management.Automation;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security;

namespace OfoxPS.Shell.Conversion;

/// <summary>Turns any PowerShell object into plain ones: ordered dictionaries, arrays, strings, numbers.</summary>
internal sealed class JsonTreeReader
{
    /// <summary>As deep as our JSON writer goes, less the levels around a value.</summary>
    private const int DepthOfJson = 500;

    /// <summary>A live object this far inside another one is told by its text: it leads to the whole system.</summary>
    private const int DepthOfLiveObjects = 2;

    /// <summary>So many values say more than a model reads, and a live object may lead to millions.</summary>
    private const int MaximumValues = 100_000;

    private readonly int _maximumDepth;
    private readonly int _liveDepth;
    private readonly string? _parameter;
    private readonly HashSet<object> _open = new(ByReference.Instance);
    private int _values;

    private JsonTreeReader(int maximumDepth, string? parameter, int liveDepth = DepthOfLiveObjects)
    {
        _maximumDepth = maximumDepth;
        _liveDepth = liveDepth;
        _parameter = parameter;
    }

    /// <summary>Something was left out because it was too deep or refers to itself.</summary>
    public bool Cut { get; private set; }

    /// <summary>For an object that a model shall read: what is too deep becomes its text.</summary>
    public static JsonTreeReader Tolerant(int maximumDepth) => new(maximumDepth, null);

    /// <summary>The same for whoever asks for so many levels, of live objects too.</summary>
    public static JsonTreeReader Deep(int maximumDepth) => new(maximumDepth, null, maximumDepth);

    /// <summary>For a value that must arrive as it is: what cannot is an error that names the parameter.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">A key is no string, or the value refers to itself.</exception>
    public static object? Exact(object? value, string parameter) => new JsonTreeReader(DepthOfJson, parameter).Read(value);

    public object? Read(object? value) => Read(value, 0);

    private object? Read(object? value, int depth)
    {
        object? bare = Unwrap.Value(value);
        if (JsonTreeScalar.TryRead(bare, forReading: _parameter is null, out object? scalar))
        {
            return scalar;
        }

        return bare is SecureString or PSCredential or NetworkCredential
            ? _parameter is null ? "(secret)" : throw Refused("A secret cannot be sent as part of a request.")
            : ReadNested(bare!, depth);
    }

    private object? ReadNested(object value, int depth)
    {
        bool tooMany = _parameter is null && ++_values > MaximumValues;
        bool cycle = _open.Contains(value);
        bool live = _parameter is null && depth > _liveDepth && value is not (IDictionary or IEnumerable or PSObject);
        if (cycle || tooMany || live || depth > _maximumDepth)
        {
            string what = cycle ? "refers to itself" : $"is nested deeper than {_maximumDepth} levels";
            Cut = true;
            return _parameter is null ? Text(value) : throw Refused($"The value {what}.");
        }

        _open.Add(value);
        try
        {
            return value switch
            {
                IDictionary dictionary => ReadDictionary(dictionary, depth),
                DataRow row => ReadRow(row, depth),
                DataRowView view => ReadRow(view.Row, depth),
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
            if (_parameter is not null && Unwrap.Value(entry.Key) is not string)
            {
                throw Refused($"The key '{entry.Key}' is not a string. The keys of a JSON object are strings.");
            }

            result[Text(entry.Key)] = Read(entry.Value, depth + 1);
        }

        return result;
    }

    private OrderedDictionary ReadRow(DataRow row, int depth)
    {
        OrderedDictionary result = new();
        foreach (DataColumn column in row.Table.Columns)
        {
            result[column.ColumnName] = Read(row[column], depth + 1);
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
            while (list.MoveNext())
            {
                result.Add(Read(list.Current, depth + 1));
            }
        }
        catch (Exception error) when (error is not (OfoxException or PipelineStoppedException or ArgumentTransformationMetadataException))
        {
            // A list that cannot be read now is as a property that cannot.
            return _parameter is null ? null : throw Refused($"A list cannot be read: {error.Message}");
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
        foreach (PSPropertyInfo property in ObjectProperties.Of(PSObject.AsPSObject(value), onlyShown: _parameter is null))
        {
            try
            {
                result[property.Name] = Read(property.Value, depth + 1);
            }
            catch (GetValueException)
            {
                // A property that cannot be read now (access denied, process gone) has no value.
                result[property.Name] = null;
            }
        }

        return result;
    }

    private static string Text(object value) => JsonTreeScalar.Text(value);

    private ArgumentTransformationMetadataException Refused(string reason) => new($"-{_parameter}: {reason}");

    private sealed class ByReference : IEqualityComparer<object>
    {
        public static readonly ByReference Instance = new();

        public new bool Equals(object? x, object? y) => ReferenceEquals(x, y);

        public int GetHashCode(object obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
