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
/// Base of the cmdlets that make requests: the parameters of a prompt and its input. It gathers the pipeline objects that belong to one
/// request and gives them to the sink of the cmdlet (<see cref="CreateSink"/>).
/// </summary>
public abstract partial class RequestCmdlet : SettingsCmdlet
{
    // How many failures of the server in a row end a pipeline: by then the next input would fail as well.
    private const int DefaultFailuresInARow = 10;

    private InputReader? _reader;
    private PromptBlock? _block;
    private PropertyChoice[] _chosen = [];
    private IInputSink? _sink;

    /// <summary>
    /// What to ask: a string, lines of strings (one text), or a script block that makes the text for each input, which is $_ in it.
    /// </summary>
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

    /// <summary>
    /// Images, documents (PDF) and sounds (WAV, MP3) beside the prompt: paths (wildcards too), files, URLs of images, or bytes.
    /// </summary>
    [Parameter]
    [Alias("a")]
    [BytesTransformation]
    public object[]? Attachment { get; set; }

    /// <summary>
    /// How many levels of an input object are sent, from 0 to 100; the default is 4, and of a live .NET object the properties that
    /// PowerShell shows.
    /// </summary>
    [Parameter]
    [NumberRange(0, 100)]
    public int? InputDepth { get; set; }

    /// <summary>
    /// The properties of the input objects that are sent: names, wildcards and calculated properties, as Select-Object takes them;
    /// all by default.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InputPropertyCompleter))]
    public object[]? InputProperty { get; set; }

    /// <summary>The format in which input objects are sent: Json (default), Table, List or Text.</summary>
    [Parameter]
    [ValidateSet("Json", "Table", "List", "Text")]
    public string InputAs { get; set; } = "Json";

    /// <summary>
    /// The encoding of text files without a byte order mark: a name that PowerShell's cmdlets take, a code page, or an Encoding; the
    /// default is UTF-8.
    /// </summary>
    [Parameter]
    [Words(
        "ansi", "ascii", "bigendianunicode", "bigendianutf32", "default", "oem", "unicode",
        "utf7", "utf8", "utf8BOM", "utf8NoBOM", "utf32")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public object? Encoding { get; set; }

    /// <summary>Sends all input of the pipeline as one request.</summary>
    [Parameter]
    public SwitchParameter Together { get; set; }

    /// <summary>
    /// Marks what the requests have in common for the provider's prompt cache. Of many requests, the first one is sent alone, to fill
    /// the cache.
    /// </summary>
    [Parameter]
    public SwitchParameter CachePrompt { get; set; }

    internal RequestSettings Settings { get; private set; } = null!;

    internal RequestFactory Requests { get; private set; } = null!;

    private protected abstract bool Streams { get; }

    /// <summary>Creates the receiver of the inputs. Called once, after settings and prompt have been read.</summary>
    /// <exception cref="OfoxException">The parameters cannot be used together.</exception>
    private protected abstract IInputSink CreateSink();

    /// <summary>
    /// The options of a run that sends one request at a time: how long a busy server is waited for, and after how many failures the
    /// run ends.
    /// </summary>
    private protected BatchOptions OneByOne() => new()
    {
        IsPreview = IsWhatIf,
        MaximumInARow = MyInvocation.ExpectingInput ? DefaultFailuresInARow : null,

        // -MaximumRetryCount also decides about the waits, so it switches this limit off.
        MaximumWait = MyInvocation.ExpectingInput && Settings.SourceOf(nameof(MaximumRetryCount)) != "parameter"
            ? RetryAdvice.LongestWait
            : null,
    };

    /// <summary>An object of the input as it is sent.</summary>
    private protected virtual object? Original(object? item) => item;

    /// <summary>The messages that come before the prompt.</summary>
    /// <exception cref="OfoxException">-Continue was given, and there is no conversation.</exception>
    private protected virtual ChatMessage[] ReadEarlier() => Unwrap.Value(Message) as ChatMessage[] ?? [];

    /// <summary>The prompt as text; null where it is a script block or was not given.</summary>
    private protected string? PromptText => Unwrap.Value(Prompt) as string;

    /// <summary>Whether a prompt was given, so that a request can be made without input.</summary>
    private protected bool HasPrompt => _block is not null || !string.IsNullOrWhiteSpace(PromptText);

    /// <summary>Whether the parameters show that each input is meant to be a request of its own.</summary>
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

    /// <summary>The name of an input for messages; null where the pipeline is one request.</summary>
    internal string? NameOf(object? source) => IsOneOfMany ? InputName.Of(source) : null;

    /// <summary>Whether each object of the pipeline is a request of its own.</summary>
    internal bool IsOneOfMany => MyInvocation.ExpectingInput && !Together;

    /// <summary>
    /// Reports the failure of an input: a non-terminating error for one of many, so that the next one goes on, and a terminating
    /// error for a call without pipeline input or where the run cannot go on.
    /// </summary>
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
            // WriteError throws too, with -ErrorAction Stop.
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

    private InputWriter Inputs() => new()
    {
        Depth = InputDepth,
        Property = _chosen,
        As = InputAs,
        Original = Original,
        Format = (items, form) => FormattedText.Of(this, items, form),
    };
}
