using System;
using System.Threading;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Pacing;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Pipeline;

/// <summary>Makes what the calls of a cmdlet go through: the client with its settings, the log, the budget and the scheduler.</summary>
internal sealed class SchedulerFactory
{
    private readonly RequestCmdlet _cmdlet;
    private readonly BatchOptions _options;
    private readonly BatchRun _run;
    private readonly TestScope? _test;
    private RecentPrices? _cache;
    private PriceList? _prices;

    public SchedulerFactory(RequestCmdlet cmdlet, BatchOptions options, BatchRun run, TestScope? test)
    {
        _cmdlet = cmdlet;
        _options = options;
        _run = run;
        _test = test;
    }

    /// <summary>The scheduler, and where its calls are logged.</summary>
    /// <exception cref="OfoxException">There is no key, the endpoint is no place to send one, or a price is unknown that the budget needs.</exception>
    public (ConversationScheduler Scheduler, RequestLog Log) Create()
    {
        CallOptions options = CallSettings.OptionsOf(_cmdlet.Settings, _cmdlet.IsDebugging, needsKey: _test?.Answers.NeedsKey ?? true);
        if (options.SkipCertificateCheck && _test is not { Answers.IsOffline: true } && options.Endpoint.Scheme == Uri.UriSchemeHttps)
        {
            _cmdlet.WriteWarning($"The certificate of {options.Endpoint.Authority} is not checked: anybody on the way can read the key and the conversation.");
        }

        LogSettings log = CallSettings.LogOf(_cmdlet.Settings);
        CancellationTokenSource closing = new();
        options = options with { Prices = () => _prices ?? Prices(options.Endpoint), Budget = CreateBudget(), Closing = closing.Token };
        RequestLog requests = new(log, _cmdlet.MyInvocation, CallSecrets.RedactorOf(options), _cmdlet.StopToken);
        bool tells = _cmdlet.IsTelling;
        bool shows = _options.ThrottleLimit == 1;
        OfoxClient client = new(options with
        {
            Tells = tells,
            KeepText = _cmdlet.KeepsText || log.Content,
            MaximumWait = options.MaximumWait ?? (_options.IsBatch ? CallOptions.UsualMaximumWait : null),
        });
        bool isTest = _test is not null;

        // With a checkpoint, what is on its way is not cut at once when all is stopped.
        bool lands = _run.HasCheckpoint;
        ConversationScheduler scheduler = new(
            (turn, stop) => client.SendAsync(turn.Request, turn.Body, turn.Memory, stop),
            item =>
            {
                _run.Watch(item);
                return (shows && item is ChunkEvent) || (tells && item is NoticeEvent) || (isTest && item is SendingEvent);
            },
            _run.Limit,
            lands ? CancellationToken.None : _cmdlet.StopToken,

            // What a test answers is asked for in the order of the inputs.
            beginsOnPool: _options.ThrottleLimit > 1 && !isTest,
            closing);
        return (scheduler, requests);
    }

    // With a budget the prices must be known, and are asked for where the cache has none.
    private Budget? CreateBudget()
    {
        if (_cmdlet.Settings.GetValue<decimal>("MaxCost") is not { } most)
        {
            return null;
        }

        _prices = new ModelCatalog(_cmdlet, _cmdlet.Settings).Get(refresh: false);
        return new Budget(most, _prices);
    }

    /// <summary>What the cache knows: without a budget nobody is asked. A test has a catalogue of its own.</summary>
    public PriceList? Prices(Uri endpoint) =>
        _test?.Catalog is { } catalog ? catalog.Read(out _)
        : (_cache ??= new RecentPrices(CatalogFile.For(Endpoint.Models(endpoint), SessionFolder.Current), static () => Clock.System.Now)).Read();
}
