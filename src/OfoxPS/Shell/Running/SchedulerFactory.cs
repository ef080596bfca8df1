using System;
using System.Threading;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Pacing;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Running;

/// <summary>Creates the scheduler of a run, with its client, request log and budget, from the settings.</summary>
internal sealed class SchedulerFactory
{
    private readonly IRunHost _host;
    private readonly RunSetup _setup;
    private readonly bool _keepsText;
    private readonly BatchOptions _options;
    private readonly BatchRun _run;
    private RecentPrices? _cache;
    private PriceList? _prices;

    /// <param name="host">The cmdlet.</param>
    /// <param name="setup">The setup of the run.</param>
    /// <param name="options">How many requests run at once, and when the run ends.</param>
    /// <param name="run">The run.</param>
    /// <param name="keepsText">Whether the text of answers is kept.</param>
    public SchedulerFactory(IRunHost host, RunSetup setup, BatchOptions options, BatchRun run, bool keepsText)
    {
        _host = host;
        _setup = setup;
        _keepsText = keepsText;
        _options = options;
        _run = run;
    }

    /// <summary>Creates the scheduler, and the log of its calls.</summary>
    /// <param name="preview">The options of the run without its key.</param>
    /// <exception cref="OfoxException">There is no API key, or the budget needs a price that is unknown.</exception>
    public (ConversationScheduler Scheduler, RequestLog Log) Create(CallOptions preview)
    {
        CallOptions options = CallSettings.WithKey(
            preview, _setup.Settings, _setup.IsDebugging, needsKey: _setup.Test?.Answers.NeedsKey ?? true);
        if (options.SkipCertificateCheck && _setup.Test is not { Answers.IsOffline: true } && options.Endpoint.Scheme == Uri.UriSchemeHttps)
        {
            _setup.Pipeline.Warn(
                $"The certificate of {options.Endpoint.Authority} is not checked: "
                + "anybody on the way can read the key and the conversation.");
        }

        LogSettings log = CallSettings.LogOf(_setup.Settings);
        CancellationTokenSource closing = new();
        options = options with { Prices = () => _prices ?? Prices(options.Endpoint), Budget = CreateBudget(), Closing = closing.Token };
        RequestLog requests = new(log, _setup.Pipeline.Cmdlet.MyInvocation, SecretsOfCall.RedactorOf(options), _setup.Pipeline.StopToken);
        bool tells = _setup.IsVerbose;
        bool shows = _options.ThrottleLimit == 1;
        OfoxClient client = new(options with
        {
            Tells = tells,
            KeepText = _keepsText || log.Content,
            MaximumWait = options.MaximumWait ?? _options.MaximumWait,
        });
        bool isTest = _setup.Test is not null;

        // With a checkpoint, open calls get time to finish when the pipeline is stopped (see ConversationOutput.EndOpen).
        bool lands = _run.HasCheckpoint;
        ConversationScheduler scheduler = new(
            (turn, stop) => client.SendAsync(turn.Request, turn.Body, turn.Memory, stop),
            item =>
            {
                _run.Observe(item);
                return (shows && item is ChunkEvent) || (tells && item is NoticeEvent) || (isTest && item is SendingEvent);
            },
            _run.Limit,
            lands ? CancellationToken.None : _setup.Pipeline.StopToken,

            // Scripted answers are given in the order of the inputs, so their calls begin on this thread.
            beginsOnPool: _options.ThrottleLimit > 1 && !isTest,
            closing);
        return (scheduler, requests);
    }

    // The budget of -MaxCost. It needs prices, which are fetched where the cache has none. Scripted answers cost nothing.
    private Budget? CreateBudget()
    {
        if (_setup.Settings.GetValue<decimal>("MaxCost") is not { } most || _setup.Test is { IsScripted: true })
        {
            return null;
        }

        try
        {
            _prices = new ModelCatalog(_setup.Settings, _setup.Test, _setup.Pipeline).Get(refresh: false);
        }
        catch (OfoxException miss) when (miss.Kind == OfoxErrorKind.OfoxCassetteMiss && _setup.Test is { Answers.IsOffline: true })
        {
            // The cassette was recorded without a budget; nothing is sent, so nothing is spent.
            return null;
        }

        return new Budget(most, _prices, _setup.Settings.Find("MaxCost").Place, _run.SpentBefore);
    }

    /// <summary>The price list of the cache; the server is not asked. A test block has a list of its own.</summary>
    public PriceList? Prices(Uri endpoint) =>
        _setup.Test?.Catalog is { } catalog ? catalog.Read(out _)
        : (_cache ??= new RecentPrices(CallSettings.CatalogOf(endpoint), static () => Clock.System.Now)).Read();
}
