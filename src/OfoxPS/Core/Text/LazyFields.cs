using System.Collections.Specialized;

namespace OfoxPS.Core.Text;

/// <summary>Fields without a property: kept as JSON until they are read, then as a dictionary of the object that was read.</summary>
internal struct LazyFields
{
    private OrderedDictionary? _made;

    /// <summary>The JSON, while nobody has asked for the dictionary; null where there is none.</summary>
    public RawFields? Raw { get; private set; }

    public readonly bool Any => _made is null ? Raw is not null : _made.Count > 0;

    public OrderedDictionary Value
    {
        get
        {
            _made ??= Raw?.ToFields() ?? new();
            Raw = null;
            return _made;
        }

        set => (_made, Raw) = (value, null);
    }

    /// <summary>The value of a field; null where there is none.</summary>
    public object? this[string name] => Any ? Value[name] : null;

    public static LazyFields Of(RawFields? raw) => new() { Raw = raw };

    /// <param name="made">The dictionary; null where there are no fields.</param>
    public static LazyFields Of(OrderedDictionary? made) => new() { _made = made };
}
