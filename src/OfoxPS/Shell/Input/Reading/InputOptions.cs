using System;
using System.Collections.Generic;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>How objects of the input are told to the model.</summary>
internal sealed record InputOptions
{
    /// <summary>How many levels; null takes the default, which leaves out what a live object leads to.</summary>
    public int? Depth { get; init; }

    /// <summary>Only these properties, wildcards too; empty takes those that matter.</summary>
    public IReadOnlyList<PropertyChoice> Property { get; init; } = [];

    /// <summary>Json, Table, List or Text.</summary>
    public string As { get; init; } = "Json";

    /// <summary>Shows objects as PowerShell does.</summary>
    public required Func<object?[], string, string> Format { get; init; }
}
