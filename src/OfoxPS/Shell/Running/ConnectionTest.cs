using System.Management.Automation;
using System.Security;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Diagnostics;
using OfoxPS.Core.Json;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Running;

/// <summary>
/// Runs the steps of Test-OfoxConnection: API key, DNS name, TCP, TLS, and with one small request whether key and model are
/// accepted.
/// </summary>
/// <param name="settings">The settings of the cmdlet.</param>
/// <param name="findTest">Finds the test block that answers in the server's place; null where there is none.</param>
/// <param name="caller">The command line, for the log.</param>
/// <param name="stop">Cancelled when the pipeline ends.</param>
internal sealed class ConnectionTest(RequestSettings settings, Func<TestScope?> findTest, InvocationInfo caller, CancellationToken stop)
    : IDisposable
{
    // The time limit of all steps together.
    private static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(60);

    private readonly StepRunner _steps = new(
        settings.ProblemOf("TimeoutSeconds") is null ? settings.GetSeconds("TimeoutSeconds") ?? DefaultTime : DefaultTime, stop)
    {
        PlaceOf = name => settings.Find(name).Place,
    };

    private readonly TimeSpan _connecting = settings.GetSeconds("ConnectionTimeoutSeconds")!.Value;
    private TestScope? _test;
    private CallOptions? _options;
    private NetworkProbe? _network;
    private OfoxException? _refusal;
    private ChatCompletion? _answer;

    /// <summary>What is wrong with the request log; null if nothing.</summary>
    public string? Warning { get; private set; }

    /// <summary>Runs the steps, and gives each one as it ends.</summary>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public IEnumerable<ConnectionStep> Run()
    {
        yield return _steps.Run("Settings", _steps.Left, _ => Task.FromResult(Settings()));
        yield return _steps.Run("Key", _steps.Left, _ => Task.FromResult(Key()));
        yield return _steps.Run("Name", _connecting, token => OnNetwork(Name, token));
        yield return _steps.Run("Tcp", _connecting, token => OnNetwork(stop => _network!.ConnectAsync(stop), token));
        yield return _steps.Run("Tls", _connecting, token => OnNetwork(stop => _network!.SecureAsync(stop), token));
        yield return _steps.Run("Access", _steps.Left, _ => Task.FromResult(Access()));
        yield return _steps.Run("Model", _steps.Left, _ => Task.FromResult(Model()));
    }

    public void Dispose() => _network?.Dispose();

    private Finding Settings()
    {
        CallSettings.Check(settings);
        _test = findTest();
        Setting address = settings.Find("BaseUri");
        return new Finding($"{Endpoint.Shown((Uri)address.Value!)}, {settings.Get<string>("Model")}");
    }

    private Finding Key()
    {
        if (!IsOnNetwork)
        {
            _options = CallSettings.OptionsOf(settings, needsKey: false);
            return new Finding("a test or a cassette answers: no key is needed", Applies: false);
        }

        Setting source = settings.Find("ApiKey");
        Secret.Usable(settings.Get<SecureString>("ApiKey"), source);
        return new Finding($"from {source.Place}");
    }

    // Inside a test block only a recording cassette uses the network.
    private bool IsOnNetwork => _test?.Answers.NeedsKey ?? true;

    private Task<Finding> OnNetwork(Func<CancellationToken, Task<Finding>> step, CancellationToken token) =>
        IsOnNetwork ? step(token) : Task.FromResult(new Finding("a test or a cassette answers: nothing is connected to", Applies: false));

    private Task<Finding> Name(CancellationToken token)
    {
        _options = CallSettings.OptionsOf(settings);
        _steps.Options = _options;
        _network = new NetworkProbe(_options);
        return _network.ResolveAsync(token);
    }

    // An error about the model or the request shows that the key was accepted.
    private Finding Access()
    {
        ChatRequest request = new() { Model = settings.Get<string>("Model")!, Messages = [new ChatMessage("user", "Hi")], MaxTokens = 1 };
        CatalogFile catalog = CallSettings.CatalogOf(_options!.Endpoint);
        CallOptions options = _options with { Timeout = _steps.Left, Prices = () => catalog.Read(out _) };
        Conversation conversation = new(0, null, new PreparedRequest(request, RequestWriter.Write(request), []), []);
        OfoxException? failure = Run(conversation, new OfoxClient(options));
        _answer = conversation.Answer;
        Warning = new RequestLog(CallSettings.LogOf(settings), caller, SecretsOfCall.RedactorOf(options), stop)
            .Add(conversation.Turn, input: null);
        _refusal = failure?.Kind is OfoxErrorKind.OfoxModelNotFound or OfoxErrorKind.OfoxInvalidRequest ? failure : null;
        return failure is null || _refusal is not null ? new Finding("the key is accepted") : throw failure;
    }

    private OfoxException? Run(Conversation conversation, OfoxClient client)
    {
        using ConversationScheduler scheduler = new(
            (turn, stop) => client.SendAsync(turn.Request, turn.Body, turn.Memory, stop),
            static item => item is SendingEvent,
            limit: 1,
            stop);
        scheduler.Add(conversation);
        while (scheduler.TryTake(Timeout.InfiniteTimeSpan, out _, out CallEvent? item) && item is SendingEvent sending)
        {
            _test?.Decide(sending);
            scheduler.Resume(conversation);
        }

        conversation.EndTurn();
        return conversation.Failure;
    }

    private Finding Model() => _refusal is null ? new Finding($"{_answer!.Model} answers") : throw _refusal;
}
