using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>How input objects are written for the model.</summary>
internal sealed record InputOptions
{
    /// <summary>How many levels are written; null takes the default, which writes only the shown properties of live .NET objects.</summary>
    public int? Depth { get; init; }

    /// <summary>The properties that are written; empty for the default.</summary>
    public IReadOnlyList<PropertyChoice> Property { get; init; } = [];

    /// <summary>Gives an object as it is sent: the object itself, or without what an earlier run has put on it.</summary>
    public Func<object?, object?> Original { get; init; } = static item => item;

    /// <summary>Json, Table, List or Text.</summary>
    public string As { get; init; } = "Json";

    /// <summary>Formats objects as PowerShell shows them, as Table, List or Text.</summary>
    public required Func<object?[], string, string> Format { get; init; }
}
