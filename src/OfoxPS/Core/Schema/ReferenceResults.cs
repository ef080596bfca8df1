using System.Runtime.CompilerServices;

namespace OfoxPS.Core.Schema;

/// <summary>What was found of a value and a part of a schema that references lead to, so that each pair is decided once.</summary>
internal sealed class ReferenceResults
{
    private readonly Dictionary<Key, SchemaValidator?> _results = [];

    /// <summary>What was found of a pair; null where it is not decided.</summary>
    public SchemaValidator? Of(object target, object? value, string path) =>
        _results.TryGetValue(new Key(target, value, path), out SchemaValidator? result) ? result : null;

    /// <summary>A pair is being decided.</summary>
    /// <returns>False where it already is: the schema leads back to itself with nothing decided in between.</returns>
    public bool Begin(object target, object? value, string path)
    {
        Key key = new(target, value, path);
        bool isFirst = !_results.ContainsKey(key);
        _results[key] = null;
        return isFirst;
    }

    /// <summary>A pair is decided.</summary>
    public void End(object target, object? value, string path, SchemaValidator result) => _results[new Key(target, value, path)] = result;

    // Values and parts of a schema are told apart as objects: two that are equal may stand in different places. The path is where the
    // errors are.
    private readonly struct Key(object target, object? value, string path) : System.IEquatable<Key>
    {
        private readonly object _target = target;
        private readonly object? _value = value;
        private readonly string _path = path;

        public bool Equals(Key other) =>
            ReferenceEquals(_target, other._target) && ReferenceEquals(_value, other._value) && _path == other._path;

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() =>
            unchecked((((RuntimeHelpers.GetHashCode(_target) * 397) ^ RuntimeHelpers.GetHashCode(_value)) * 397) ^ _path.GetHashCode());
    }
}
