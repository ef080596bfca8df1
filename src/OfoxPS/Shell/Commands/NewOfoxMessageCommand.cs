using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Input.Reading;

namespace OfoxPS.Commands;

/// <summary>Creates a message from text, files, images, documents and sound.</summary>
[Cmdlet(VerbsCommon.New, "OfoxMessage")]
[OutputType(typeof(ChatMessage))]
public sealed class NewOfoxMessageCommand : OfoxCmdlet
{
    private readonly List<ChatContentPart> _parts = [];

    /// <summary>The content of the message, in this order: text, files, bytes, image URLs.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [BytesTransformation]
    [AllowEmptyCollection]
    [AllowNull]
    public object?[]? Content { get; set; }

    /// <summary>The role of the speaker: user (default), system, assistant, tool or developer.</summary>
    [Parameter]
    [ValidateSet("system", "developer", "user", "assistant", "tool")]
    public string Role { get; set; } = "user";

    /// <summary>Images after the content: paths (wildcards too), files, URLs, or bytes.</summary>
    [Parameter]
    [BytesTransformation]
    public object[]? Image { get; set; }

    /// <summary>
    /// Images, documents (PDF) and sounds (WAV, MP3) after the content: paths (wildcards too), files, URLs of images, or bytes.
    /// </summary>
    [Parameter]
    [Alias("a")]
    [BytesTransformation]
    public object[]? Attachment { get; set; }

    /// <summary>How closely the model looks at the images: auto, low or high; the server's default is auto.</summary>
    [Parameter]
    [Words("auto", "low", "high", IsStrict = true)]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? ImageDetail { get; set; }

    /// <summary>
    /// The encoding of text files without a byte order mark: a name that PowerShell's cmdlets take, a code page, or an Encoding; the
    /// default is UTF-8.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    public object? Encoding { get; set; }

    /// <summary>The name of the speaker.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The tool calls of an assistant message: calls, names or hashtables.</summary>
    [Parameter]
    public ChatToolCall[]? ToolCall { get; set; }

    /// <summary>The id of the call that a tool message answers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ToolCallId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => EndOnFailure(Content, () =>
    {
        // Content is null both for -Content $null, which is one item, and where it was not given.
        foreach (object? item in Content ?? (IsBound(nameof(Content)) ? [null] : []))
        {
            _parts.AddRange(Read(item));
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => EndOnFailure(null, () =>
    {
        _parts.AddRange((Image ?? []).SelectMany(Reader(onlyImages: true).Read));
        _parts.AddRange((Attachment ?? []).SelectMany(Reader(onlyImages: false).Read));
        WriteObject(Message());
    });

    private IEnumerable<ChatContentPart> Read(object? item) => Unwrap.Value(item) switch
    {
        null => throw Failure.InvalidArgument("The content of the message is $null."),
        string text => [ChatContentPart.FromText(text)],
        FileInfo file => [ReadFile(file)],
        _ when Unwrap.Bytes(item) is not null => Reader(onlyImages: false).Read(item),
        Uri or ChatContentPart or ChatMedia => Reader(onlyImages: false).Read(item),
        DirectoryInfo directory => throw Failure.InvalidArgument($"'{directory.FullName}' is a directory."),
        _ => [ChatContentPart.FromText(Json(item!))],
    };

    private AttachmentReader Reader(bool onlyImages) => new(this, ImageDetail?.ToLowerInvariant(), onlyImages);

    private ChatContentPart ReadFile(FileInfo file)
    {
        List<string> warnings = [];
        ChatContentPart part = new InputFile(ImageDetail?.ToLowerInvariant(), NamedEncoding.Of(Encoding), warnings).Read(file);
        warnings.ForEach(WriteWarning);
        return part;
    }

    private string Json(object item)
    {
        ObjectJson json = ObjectJson.OfOne(item);
        WriteWarning(json.Warning);
        return json.Text;
    }

    private ChatMessage Message()
    {
        string role = Role.ToLowerInvariant();
        string? missing =
            role == "tool" && ToolCallId is null ? "A tool message needs -ToolCallId, the id of the call that it answers."
            : role != "tool" && ToolCallId is not null ? "-ToolCallId goes with -Role tool."
            : role != "assistant" && ToolCall is { Length: > 0 } ? "-ToolCall goes with -Role assistant."
            : role != "user" && _parts.Any(static part => part.Type != "text")
                ? "Only a user message can hold images, documents and sounds."
            : _parts.Count == 0 && ToolCall is not { Length: > 0 } && role != "tool" ? "The message has no content."
            : null;
        return missing is not null
            ? throw Failure.InvalidArgument(missing)
            : new ChatMessage
            {
                Role = role,
                Content = MessageContent(),
                Name = Name,
                ToolCalls = ToolCall ?? [],
                ToolCallId = ToolCallId,
            };
    }

    private object? MessageContent() =>
        _parts.Count == 0 ? (ToolCall is { Length: > 0 } ? null : string.Empty)
        : _parts.Count == 1 && _parts[0].Type == "text" ? _parts[0].Text
        : _parts.ToArray();
}
