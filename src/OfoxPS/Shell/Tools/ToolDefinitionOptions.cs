using System.Collections;

namespace OfoxPS.Shell.Tools;

/// <summary>The options of a tool, as New-OfoxTool sets them.</summary>
internal sealed record ToolDefinitionOptions
{
    public const int DefaultOutputDepth = 3;
    public const int DefaultMaxOutputLength = 32_000;

    public string? Name { get; init; }

    /// <summary>The name of the command in messages.</summary>
    public string Shown { get; init; } = string.Empty;

    public string? Description { get; init; }

    public string? ParameterSetName { get; init; }

    /// <summary>The parameters that are offered; null offers all.</summary>
    public string[]? Parameter { get; init; }

    public string[] Exclude { get; init; } = [];

    /// <summary>Fixed values that the model neither sees nor changes.</summary>
    public IDictionary Bind { get; init; } = new Hashtable();

    public bool Strict { get; init; }

    public int OutputDepth { get; init; } = DefaultOutputDepth;

    public int MaxOutputLength { get; init; } = DefaultMaxOutputLength;

    public string OutputAs { get; init; } = "Json";

    /// <summary>Whether each call needs confirmation; null leaves it to the ConfirmImpact of the command.</summary>
    public bool? Confirm { get; init; }

    public bool WhatIf { get; init; }
}
