namespace OfoxPS.Shell.Input.Conversion;

/// <summary>What a type is in JSON. Schema and reading both go by it, so that what a schema allows can be read.</summary>
internal enum TypeForm
{
    /// <summary>One of the names of an enumeration, or several of its flags.</summary>
    Names,

    /// <summary>A text, number, truth value or date; <see cref="ScalarType"/> has the table.</summary>
    Scalar,

    /// <summary>No JSON becomes such an object: code, secrets, handles.</summary>
    Refused,

    /// <summary>An object whose names are free.</summary>
    Dictionary,

    /// <summary>An array.</summary>
    List,

    /// <summary>A text of which PowerShell makes the object.</summary>
    Text,

    /// <summary>An object of the properties that can be set.</summary>
    Object,
}
