using System.Collections.Generic;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>What one request is made of, besides the settings: text, objects, files, or a conversation so far.</summary>
internal sealed class UserInput
{
    /// <summary>The pipeline object this comes from; the array of them where several are one request.</summary>
    public object? Source { get; set; }

    /// <summary>The place of <see cref="Source"/> among all objects of the pipeline, from 0; null where there is no pipeline.</summary>
    public long? Index { get; set; }

    /// <summary>The model that is asked, where the input names one; null for that of the settings.</summary>
    public string? Model { get; set; }

    public List<string> Texts { get; } = [];

    public List<object?> Objects { get; } = [];

    /// <summary>The objects are items of one list, though there may be a single one.</summary>
    public bool IsList { get; set; }

    public List<ChatContentPart> Files { get; } = [];

    public List<ChatMessage> Messages { get; } = [];

    /// <summary>What is sent otherwise than it was given.</summary>
    public List<string> Warnings { get; } = [];

    public bool HasContent => Texts.Count + Objects.Count + Files.Count > 0;
}
