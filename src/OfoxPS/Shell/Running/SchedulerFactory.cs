using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Pacing;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Running;

/// <summary>Creates the scheduler of a run, with its client, request log and budget, from the settings.</summary>
/// <param name="setup">The setup of the run.</param>
/// <param name="batch">How many requests run at once, and when the run ends.</param>
/// <param name="run">The run.</param>
/// <param name="keepsText">Whether the text of answers is kept.</param>
internal sealed class SchedulerFactory(RunSetup setup, BatchOptions batch, BatchRun run, bool keepsText)
{
    private RecentPrices? _cache;
    private PriceList? _prices;

    /// <summary>Creates the scheduler, and the log of its calls.</summary>
    /// <param name="preview">The options of the run without its key.</param>
    /// <exception cref="OfoxException">There is no API key, or the budget needs a price that is unknown.</exception>
    public (ConversationScheduler Scheduler, RequestLog Log) Create(CallOptions preview)
    {
        CallOptions options = CallSettings.WithKey(preview, setup.Settings, needsKey: setup.Test?.Answers.NeedsKey ?? true);
        if (options.SkipCertificateCheck && setup.Test is not { Answers.IsOffline: true } && options.Endpoint.Scheme == Uri.UriSchemeHttps)
        {
            setup.Pipeline.WriteWarning(
                $"The certificate of {options.Endpoint.Authority} is not checked: "
                + "anybody on the way can read the key and the conversation.");
        }

        LogSettings log = CallSettings.LogOf(setup.Settings);
        CancellationTokenSource closing = new();
        bool tells = setup.IsVerbose;
        bool shows = batch.ThrottleLimit == 1;
        OfoxClient client = new(options with
        {
            Debug = setup.IsDebugging,
            Prices = () => _prices ?? Prices(preview.Endpoint),
            Budget = CreateBudget(),
            Closing = closing.Token,
            Tells = tells,
            KeepText = keepsText || log.Content,
            MaximumWait = options.MaximumWait ?? batch.MaximumWait,
        });
        RequestLog requests = new(log, setup.Pipeline.Cmdlet.MyInvocation, client.Redactor, setup.Pipeline.StopToken);
        bool isTest = setup.Test is not null;

        // With a checkpoint, open calls get time to finish when the pipeline is stopped (see ConversationOutput.EndOpen).
        bool lands = run.HasCheckpoint;
        ConversationScheduler scheduler = new(
            (turn, stop) => client.SendAsync(turn.Request, turn.Body, turn.Memory, stop),
            item =>
            {
                run.Observe(item);
                return (shows && item is ChunkEvent) || (tells && item is NoticeEvent) || (isTest && item is SendingEvent);
            },
            run.Limit,
            lands ? CancellationToken.None : setup.Pipeline.StopToken,

            // Scripted answers are given in the order of the inputs, so their calls begin on this thread.
            beginsOnPool: batch.ThrottleLimit > 1 && !isTest,
            closing);
        return (scheduler, requests);
    }

    // The budget of -MaxCost. It needs prices, which are fetched where the cache has none. Scripted answers cost nothing.
    private Budget? CreateBudget()
    {
        if (setup.Settings.GetValue<decimal>("MaxCost") is not { } most || setup.Test is { IsScripted: true })
        {
            return null;
        }

        try
        {
            _prices = new ModelCatalog(setup.Settings, setup.Test, setup.Pipeline).Get(refresh: false);
        }
        catch (OfoxException miss) when (miss.Kind == OfoxErrorKind.OfoxCassetteMiss && setup.Test is { Answers.IsOffline: true })
        {
            // The cassette was recorded without a budget; nothing is sent, so nothing is spent.
            return null;
        }

        return new Budget(most, _prices, setup.Settings.Find("MaxCost").Place, run.SpentBefore);
    }

    /// <summary>The price list of the cache; the server is not asked. A test block has a list of its own.</summary>
    public PriceList? Prices(Uri endpoint) =>
        setup.Test?.Catalog is { } catalog ? catalog.Read(out _)
        : (_cache ??= new RecentPrices(CallSettings.CatalogOf(endpoint), static () => Clock.System.Now)).Read();
}
