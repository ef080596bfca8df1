using System.Collections.Concurrent;

namespace OfoxPS.Core.Conversations;

/// <summary>
/// The form of requests that this process has learned for each model and address from refusals. A form that has worked is kept, because one
/// bad schema or one bad answer tells nothing about the server.
/// </summary>
internal sealed class ModelHabits
{
    private static readonly ConcurrentDictionary<string, ModelHabits> All = new(StringComparer.Ordinal);

    private readonly object _sync = new();

    /// <summary>The form of the next request.</summary>
    public RequestForm Form { get; private set; } = RequestForm.Default;

    /// <summary>Whether the schema of a form has been kept to at least once in the way that <see cref="Form"/> says.</summary>
    public bool IsSchemaProven { get; private set; }

    /// <summary>The habits of a model.</summary>
    /// <param name="model">The model and where it is served.</param>
    public static ModelHabits Of(string model) => All.GetOrAdd(model, static _ => new ModelHabits());

    /// <summary>A request of another form was taken where the usual one had been refused.</summary>
    /// <param name="change">Makes the new form of the one that is known.</param>
    public void Learn(Func<RequestForm, RequestForm> change)
    {
        lock (_sync)
        {
            Form = change(Form);
        }
    }

    /// <summary>An answer to a schema had JSON in it.</summary>
    public void ProveSchema(SchemaMode mode)
    {
        lock (_sync)
        {
            IsSchemaProven |= mode == Form.Schema;
        }
    }

    /// <summary>The model is told of a schema in another way from now on, unless the present one has worked.</summary>
    public void LearnSchema(SchemaMode mode)
    {
        lock (_sync)
        {
            if (!IsSchemaProven)
            {
                Form = Form with { Schema = mode };
            }
        }
    }
}
