using System;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Errors;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>
/// The parameters of a prompt. Gathers the input that belongs to one request, and gives it to what the cmdlet does with it
/// (<see cref="CreateSink"/>).
/// </summary>
public abstract partial class RequestCmdlet : SettingsCmdlet
{
    // So many failures of the server one after the other say that the next input would fail too.
    private const int DefaultFailuresInARow = 10;

    private InputReader? _reader;
    private PromptBlock? _block;
    private PropertyChoice[] _chosen = [];
    private IInputSink? _sink;

    /// <summary>What to ask; a list of lines is one text, and a script block makes the text of each input, which is $_ in it.</summary>
    [Parameter(Position = 0)]
    [LinesTransformation(AllowsScript = true)]
    [AllowEmptyString]
    public object? Prompt { get; set; }

    /// <summary>What the prompt is about: text, files, messages, a completion to go on from, or any object.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Earlier turns of the conversation.</summary>
    [Parameter]
    [MessageTransformation]
    public object? Message { get; set; }

    /// <summary>Images beside the prompt: paths (wildcards too), files, URLs, or bytes.</summary>
    [Parameter]
    [Alias("i")]
    [BytesTransformation]
    public object[]? Image { get; set; }

    /// <summary>Images, documents (PDF) and sounds (WAV, MP3) beside the prompt: paths (wildcards too), files, URLs of images, or bytes.</summary>
    [Parameter]
    [BytesTransformation]
    public object[]? Attachment { get; set; }

    /// <summary>How many levels of an input object the model sees; 4 unless said, and of a live object those that PowerShell shows.</summary>
    [Parameter]
    [NumberRange(0, 100)]
    public int? InputDepth { get; set; }

    /// <summary>Only these properties of the input objects are sent: names, wildcards, calculated properties.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InputPropertyCompleter))]
    public object[]? InputProperty { get; set; }

    /// <summary>How input objects are told to the model: Json (default), Table, List or Text.</summary>
    [Parameter]
    [ValidateSet("Json", "Table", "List", "Text")]
    public string InputAs { get; set; } = "Json";

    /// <summary>The encoding of text files without a byte order mark: the names of PowerShell, a code page; UTF-8 unless said.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public object? Encoding { get; set; }

    /// <summary>Makes one request of all the input.</summary>
    [Parameter]
    public SwitchParameter Together { get; set; }

    /// <summary>Tells the provider's prompt cache what the requests share; of many, one goes ahead alone to fill it.</summary>
    [Parameter]
    public SwitchParameter CachePrompt { get; set; }

    internal RequestSettings Settings { get; private set; } = null!;

    internal RequestFactory Requests { get; private set; } = null!;

    private protected abstract bool Streams { get; }

    /// <summary>What takes the inputs. Called once, when settings and prompt have been read.</summary>
    /// <exception cref="OfoxException">The parameters cannot be used together.</exception>
    private protected abstract IInputSink CreateSink();

    /// <summary>How the inputs are worked on one after the other, unless something else is said: how long a server is waited for, and when to end.</summary>
    private protected BatchOptions OneByOne() => new()
    {
        IsPreview = IsWhatIf,
        MostInARow = MyInvocation.ExpectingInput ? DefaultFailuresInARow : null,

        // Who says how often a request is made again means the waits too.
        MaximumWait = MyInvocation.ExpectingInput && Settings.SourceOf(nameof(MaximumRetryCount)) != "parameter" ? RetryAdvice.LongestWait : null,
    };

    /// <summary>What was said before.</summary>
    /// <exception cref="OfoxException">There is nothing to go on with.</exception>
    private protected virtual ChatMessage[] ReadEarlier() => Unwrap.Value(Message) as ChatMessage[] ?? [];

    /// <summary>The prompt, as the text that its transformation has made of it.</summary>
    private protected string? PromptText => Unwrap.Value(Prompt) as string;

    /// <summary>Whether there is something to ask, before any input.</summary>
    private protected bool HasPrompt => _block is not null || !string.IsNullOrWhiteSpace(PromptText);

    /// <summary>Whether the command itself says that there are many inputs, each a request of its own.</summary>
    private protected virtual bool IsMeantForMany => _block is not null;

    /// <summary>A text that is written in place of a request, as for -Help; null where there is none.</summary>
    private protected virtual string? HelpText => null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (HelpText is { } help)
        {
            WriteObject(help);
            return;
        }

        base.BeginProcessing();
        Settings = new RequestSettings(MyInvocation.BoundParameters!);
        string? detail = Settings.Get<string>(nameof(ImageDetail))?.ToLowerInvariant();
        object? target = Encoding;
        try
        {
            _reader = new InputReader(detail, NamedEncoding.Of(Encoding), InputProperty is not null);
            _block = PromptBlock.Of(Prompt, keepsObjects: InputProperty is not null);
            target = InputProperty;
            _chosen = [.. (InputProperty ?? []).Select(PropertyChoice.Of)];
            target = Image ?? Attachment;
            Requests = new RequestFactory(Settings)
            {
                Prompt = PromptText,
                Earlier = ReadEarlier(),
                Attachments = [.. Read(Image, nameof(Image), detail), .. Read(Attachment, nameof(Attachment), detail)],
                Input = Inputs(),
                Stream = Streams,
                CachesPrompt = CachePrompt,
            };
            target = null;
            Requests.Begin();
            _sink = CreateSink();
        }
        catch (OfoxException failure)
        {
            TestScopes.Current.Innermost?.Withhold();
            ThrowTerminatingError(failure.ToErrorRecord(target));
        }
    }

    /// <summary>The name of an input, where it is one of many.</summary>
    internal string? NameOf(object? source) => IsOneOfMany ? InputName.Of(source) : null;

    /// <summary>Whether each object of the pipeline is an input of its own.</summary>
    internal bool IsOneOfMany => MyInvocation.ExpectingInput && !Together;

    /// <summary>A call with arguments throws; one item of many is told of, and the next goes on, unless none can succeed.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="target">The input that it is about.</param>
    /// <param name="endsRun">Whether no other input can succeed.</param>
    /// <param name="completed">Gives the answers that have been written, where the error ends the pipeline.</param>
    internal void Report(OfoxException failure, object? target, bool endsRun, Func<ChatCompletion[]>? completed = null)
    {
        if (failure.Completion is not null)
        {
            failure.Completion.InputObject = target;
        }

        ErrorRecord record = failure.ToErrorRecord(target, endsRun ? null : NameOf(target));
        try
        {
            if (endsRun || !MyInvocation.ExpectingInput)
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
        }
        catch (Exception)
        {
            // -ErrorAction Stop makes an end of it as well.
            failure.Completed = completed?.Invoke() ?? failure.Completed;
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _sink?.Close();
        base.Dispose(disposing);
    }

    private ChatContentPart[] Read(object[]? values, string parameter, string? detail)
    {
        AttachmentReader reader = new(this, detail, onlyImages: parameter == nameof(Image));
        ChatContentPart[] parts = [.. (values ?? []).SelectMany(reader.Read)];
        return parts.Length > 0 || !IsBound(parameter)
            ? parts
            : throw Failure.InvalidArgument($"-{parameter} was given, but contains no {(parameter == nameof(Image) ? "image" : "file")}");
    }

    private InputOptions Inputs() => new()
    {
        Depth = InputDepth,
        Property = _chosen,
        As = InputAs,
        Format = (items, form) => FormattedText.Of(this, items, form),
    };
}
