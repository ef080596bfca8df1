namespace OfoxPS.Core.Schema;

/// <summary>The errors of one check: the first 20, since a model repairs by them and more would only cost tokens.</summary>
internal sealed class SchemaErrorList
{
    private const int Maximum = 20;

    public List<SchemaError> Items { get; } = [];

    public int Count => Items.Count;

    public bool IsFull => Items.Count >= Maximum;

    public void Add(string path, string message)
    {
        if (!IsFull)
        {
            Items.Add(new SchemaError(path, message));
        }
    }

    public void AddAll(IEnumerable<SchemaError> errors) => Items.AddRange(errors.Take(Maximum - Count));
}
