namespace OfoxPS.Shell.Input.Reading;

/// <summary>The input of one request: text, objects, files, or messages of a conversation.</summary>
internal sealed class UserInput
{
    /// <summary>The pipeline object of this input; the array of them where several are one request.</summary>
    public object? Source { get; set; }

    /// <summary>The place of <see cref="Source"/> among all objects of the pipeline, from 0; null where there is no pipeline.</summary>
    public long? Index { get; set; }

    /// <summary>The model that the input names; null for that of the settings.</summary>
    public string? Model { get; set; }

    public List<string> Texts { get; } = [];

    public List<object?> Objects { get; } = [];

    /// <summary>Whether the objects are items of a list, even if there is only one.</summary>
    public bool IsList { get; set; }

    public List<ChatContentPart> Files { get; } = [];

    public List<ChatMessage> Messages { get; } = [];

    /// <summary>Warnings about content that is not sent exactly as it was given.</summary>
    public List<string> Warnings { get; } = [];

    public bool HasContent => Texts.Count + Objects.Count + Files.Count > 0;
}
