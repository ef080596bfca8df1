namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// The form of a type in JSON. Both the schema and the reader use it, so that every value that a schema allows can be read.
/// </summary>
internal enum TypeForm
{
    /// <summary>One of the names of an enumeration, or several of its flags.</summary>
    Names,

    /// <summary>A single value: text, number, boolean or date; the table is in <see cref="ScalarType"/>.</summary>
    Scalar,

    /// <summary>Never made from JSON: code, secrets and handles.</summary>
    Refused,

    /// <summary>An object with any property names.</summary>
    Dictionary,

    /// <summary>An array.</summary>
    List,

    /// <summary>A text that PowerShell converts to the object.</summary>
    Text,

    /// <summary>An object with the properties of the type that can be set.</summary>
    Object,
}
