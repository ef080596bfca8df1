using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Preview;
using OfoxPS.Shell.Binding;
using OfoxPS.Shell.Conversion;
using OfoxPS.Shell.Errors;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Pipeline;

/// <summary>The way of one request: input, settings, client, and what happens as it comes. Commands only decide what they write.</summary>
public abstract class RequestCmdlet : SettingsCmdlet
{
    private readonly List<object?> _gathered = [];
    private readonly BatchProgress _progress;
    private RequestSettings? _settings;
    private InputReader? _reader;
    private ChatContentPart[] _images = [];
    private CallRunner? _calls;
    private TestScope? _test;
    private RequestBody? _body;
    private UserInput _input = new();
    private bool _sentOther;

    private protected RequestCmdlet() => _progress = new BatchProgress(this);

    /// <summary>What to ask; a list of lines is one text.</summary>
    [Parameter(Position = 0)]
    [LinesTransformation]
    [AllowEmptyString]
    [AllowNull]
    public string? Prompt { get; set; }

    /// <summary>What the prompt is about: text, files, messages, a completion to go on from, or any object.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Earlier turns of the conversation.</summary>
    [Parameter]
    [MessageTransformation]
    public ChatMessage[]? Message { get; set; }

    /// <summary>Images beside the prompt: paths (wildcards too), files, URLs, or bytes.</summary>
    [Parameter]
    [ImageTransformation]
    public object[]? Image { get; set; }

    /// <summary>How many levels of an input object the model sees; 4 unless said, and of a live object those that PowerShell shows.</summary>
    [Parameter]
    [NumberRange(0, 100)]
    public int? InputDepth { get; set; }

    /// <summary>Only these properties of the input objects are sent, wildcards too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? InputProperty { get; set; }

    /// <summary>How input objects are told to the model: Json (default), Table, List or Text.</summary>
    [Parameter]
    [ValidateSet("Json", "Table", "List", "Text")]
    public string InputAs { get; set; } = "Json";

    /// <summary>Makes one request of all the input.</summary>
    [Parameter]
    public SwitchParameter Together { get; set; }

    private protected abstract bool Streams { get; }

    /// <summary>Requests are shown, and none is sent.</summary>
    private protected virtual bool Previews => false;

    /// <summary>A request is ready, and is not sent.</summary>
    private protected virtual void OnPreview(RequestPreview rehearsal)
    {
    }

    /// <summary>A piece of the answer arrived.</summary>
    private protected virtual void OnChunk(ChatChunk chunk)
    {
    }

    /// <summary>A conversation begins.</summary>
    private protected virtual void OnBegin()
    {
    }

    /// <summary>Changes a request before it is sent.</summary>
    /// <exception cref="OfoxException">It cannot be sent so.</exception>
    private protected virtual ChatRequest Shape(ChatRequest request, Uri endpoint, object? source) => request;

    /// <summary>What to send instead of a request that failed; null where nothing would help.</summary>
    private protected virtual ChatRequest? Recover(OfoxException failure, ChatRequest request) => null;

    /// <summary>What to send next because of an answer; null when the answer is the last one.</summary>
    private protected virtual ChatRequest? Next(ChatRequest request, ChatCompletion answer) => null;

    /// <summary>A request of the conversation failed.</summary>
    private protected virtual void OnFailure(OfoxException failure, ChatRequest request)
    {
    }

    /// <summary>The conversation's last answer is whole.</summary>
    private protected virtual void OnCompletion(ChatCompletion completion)
    {
    }

    /// <summary>An answer is whole or has failed; nothing more of it comes.</summary>
    private protected virtual void OnEnd()
    {
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _settings = new RequestSettings(MyInvocation.BoundParameters!);
        string? detail = _settings.Get<string>(nameof(ImageDetail))?.ToLowerInvariant();
        _reader = new InputReader(detail);
        try
        {
            _test = TestScopes.Current.For(this);
            ChosenProperties.Check(InputProperty ?? []);
            ImageReader images = new(this, detail);
            _images = [.. (Image ?? []).SelectMany(images.Read)];
            if (IsBound(nameof(Image)) && _images.Length == 0)
            {
                throw Failure.InvalidArgument("-Image is given, but holds no image");
            }
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(Image));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            if (MyInvocation.ExpectingInput)
            {
                AddPiped();
            }
            else if (IsBound(nameof(InputObject)))
            {
                _reader!.AddWhole(_input, InputObject);
                _input.Source = InputObject;
                if (!_input.HasContent && _input.Messages.Count == 0)
                {
                    // An empty list is as an empty pipeline: there is nothing to ask about.
                    return;
                }
            }
        }
        catch (OfoxException failure)
        {
            Report(failure, InputObject);
            return;
        }

        if (_gathered.Count == 0)
        {
            SendInput();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _progress.End();
        if (_gathered.Count > 0)
        {
            _input.IsList = true;
            _input.Source = _gathered.ToArray();
            SendInput();
        }
    }

    private void AddPiped()
    {
        bool isMessage = Rehydration.Value(InputObject) is ChatMessage;
        if (isMessage && _sentOther)
        {
            throw InputReader.Mixed();
        }

        _reader!.Add(_input, InputObject, mayBeBlank: Together);
        _sentOther |= !isMessage;
        _input.Source = InputObject;
        if (Together || isMessage)
        {
            _gathered.Add(InputObject);
        }
    }

    private void SendInput()
    {
        UserInput input = _input;
        _input = new UserInput();
        ChatRequest? request = Prepare(input);
        OnBegin();
        for (RequestBody? body = _body; request is not null;)
        {
            (ChatCompletion? answer, OfoxException? failure) = _calls!.Run(request, body!, Handle);
            OnEnd();
            ReportTrouble();
            ChatRequest? next = null;
            ChatRequest tried = request;
            try
            {
                next = failure is null ? Next(request, answer!) : Recover(failure, request);
                tried = next ?? request;
                body = next is null ? null : RequestWriter.Write(next);
            }
            catch (OfoxException error)
            {
                (failure, next) = (error, null);
            }

            if (failure is not null && next is null)
            {
                OnFailure(failure, tried);
                TellOfLog();
                Report(failure, input.Source);
            }
            else if (next is null)
            {
                answer!.InputObject = input.Source;
                OnCompletion(answer);
            }

            // After the answer: whoever ends at warnings has it by then.
            TellOfLog();
            request = next;
        }
    }

    /// <summary>The request, ready to be sent; null when it cannot or shall not be.</summary>
    private ChatRequest? Prepare(UserInput input)
    {
        try
        {
            Uri endpoint = CallSettings.EndpointOf(_settings!);
            RequestBuilder builder = new(_settings!) { Prompt = Prompt, Earlier = Message ?? [], Images = _images, Input = Inputs(), Stream = Streams };
            ChatRequest request = Shape(builder.Build(input), endpoint, input.Source);
            if (builder.Warning is not null)
            {
                WriteWarning(builder.Warning);
            }

            _body = RequestWriter.Write(request);
            if (!Consents(request, _body, endpoint, input.Source))
            {
                return null;
            }

            _calls ??= CreateRunner();
            if (!Streams)
            {
                _progress.Next(NameOf(input.Source));
            }

            return request;
        }
        catch (OfoxException failure)
        {
            Report(failure, input.Source);
            return null;
        }
    }

    // Where the input is one of many.
    private string? NameOf(object? source) => MyInvocation.ExpectingInput && !Together ? InputName.Of(source) : null;

    private InputOptions Inputs() => new()
    {
        Depth = InputDepth,
        Property = InputProperty ?? [],
        As = InputAs,
        Format = (items, form) => FormattedText.Of(this, items, form),
    };

    private bool Consents(ChatRequest request, RequestBody body, Uri endpoint, object? source)
    {
        if (Previews)
        {
            OnPreview(new RequestPreview(request, body, CallSettings.PreviewOf(_settings!)));
            return false;
        }

        string target = $"{request.Model} at {endpoint.Authority}";
        string action = RequestDescription.Of(request, body) + (NameOf(source) is { } name ? $" about {name}" : string.Empty);
        if (!ShouldProcess(target, action))
        {
            Tell(new RequestPreview(request, body, CallSettings.PreviewOf(_settings!)).ToText());
            return false;
        }

        // With an impact of none the engine asks for no preference, and not for -Confirm either; who says it is asked.
        return !IsOn("Confirm") || ShouldContinue($"{action} to {target}?", "Send this request?");
    }

    private CallRunner CreateRunner()
    {
        CallOptions options = CallSettings.OptionsOf(_settings!, IsDebugging, needsKey: _test?.Answers.NeedsKey ?? true);
        if (options.SkipCertificateCheck && _test is not { Answers.IsOffline: true } && options.Endpoint.Scheme == Uri.UriSchemeHttps)
        {
            WriteWarning($"The certificate of {options.Endpoint.Authority} is not checked: anybody on the way can read the key and the conversation.");
        }

        return new CallRunner(this, options, CallSettings.LogOf(_settings!));
    }

    private void TellOfLog()
    {
        if (_calls!.TakeWarning() is { } warning)
        {
            WriteWarning(warning);
        }
    }

    private void Handle(CallEvent item)
    {
        switch (item)
        {
            case NoticeEvent notice:
                // On a line of its own, not on the open one of the live text.
                OnEnd();
                if (notice.Debug)
                {
                    WriteDebug(notice.Text);
                }
                else
                {
                    Tell(notice.Text);
                }

                break;
            case SendingEvent sending:
                _test?.Decide(sending);
                break;
            case ChunkEvent arrived:
                OnChunk(arrived.Chunk);
                break;
        }
    }

    // A recording that could not be written costs no answer.
    private void ReportTrouble()
    {
        if (_test?.Answers.TakeTrouble() is { } trouble)
        {
            WriteError(trouble.ToErrorRecord(null));
        }
    }

    // A call with arguments throws; one item of many is told of, and the next goes on, unless none can succeed.
    private void Report(OfoxException failure, object? target)
    {
        if (failure.Completion is not null)
        {
            failure.Completion.InputObject = target;
        }

        ErrorRecord record = failure.ToErrorRecord(target, failure.DoomsAll() ? null : NameOf(target));
        if (!MyInvocation.ExpectingInput || failure.DoomsAll())
        {
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }
}
