namespace OfoxPS;

/// <summary>How a model is told of a schema.</summary>
internal enum SchemaMode
{
    /// <summary><c>response_format</c> with the schema.</summary>
    Strict,

    /// <summary><c>response_format</c> json_object, and the schema in the instructions.</summary>
    JsonObject,

    /// <summary>The schema in the instructions, nothing else.</summary>
    Prompt,
}
