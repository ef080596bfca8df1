namespace OfoxPS.Core.Schema;

/// <summary>The errors of one check: the first 20, since a model repairs by them and more would only cost tokens.</summary>
internal sealed class SchemaErrorList
{
    private const int Maximum = 20;

    private readonly List<SchemaError> _items = [];

    public IReadOnlyList<SchemaError> Items => _items;

    public int Count => _items.Count;

    public bool IsFull => _items.Count >= Maximum;

    public void Add(string path, string message)
    {
        if (!IsFull)
        {
            _items.Add(new SchemaError(path, message));
        }
    }

    public void AddAll(IEnumerable<SchemaError> errors) => _items.AddRange(errors.Take(Maximum - Count));
}
