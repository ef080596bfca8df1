using System.Management.Automation;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Running;

/// <summary>The models of a server: from the cache file while it is fresh, else from the server.</summary>
internal sealed class ModelCatalog
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    private readonly TestScope? _test;
    private readonly IPipeline _pipeline;
    private readonly ModelListClient _client;
    private readonly ICatalogStore _store;

    /// <param name="settings">The settings of the cmdlet.</param>
    /// <param name="test">The test block that answers in the server's place; null where there is none.</param>
    /// <param name="pipeline">The pipeline that waits for the list.</param>
    /// <exception cref="OfoxException">The base URL is invalid.</exception>
    public ModelCatalog(RequestSettings settings, TestScope? test, IPipeline pipeline)
    {
        _test = test;
        _pipeline = pipeline;
        _client = new ModelListClient(CallSettings.OptionsOf(settings, needsKey: false));
        _store = _test?.Catalog ?? CatalogFile.For(_client.Address, SessionFolder.Current);
    }

    /// <param name="refresh">Whether the server is asked even if the cache is fresh.</param>
    /// <exception cref="OfoxException">The server does not answer, and the cache is empty.</exception>
    public PriceList Get(bool refresh)
    {
        PriceList? known = _store.Read(out string? problem);
        _pipeline.WriteVerbose(problem);
        TimeSpan? age = DateTimeOffset.UtcNow - known?.Date;
        if (known is not null && !refresh && age < Fresh && age > -Fresh)
        {
            return known;
        }

        (CatalogAnswer? answer, OfoxException? failure) = Ask(known?.Tag);
        _pipeline.WriteWarning(_test?.Answers.TakeWriteError(waits: true)?.Message);
        if (failure is not null)
        {
            if (known is null)
            {
                throw failure;
            }

            _pipeline.WriteWarning($"The models are {Age(age!.Value)} old: {failure.Message}");
            return known;
        }

        return Keep(known, answer);
    }

    // The age is negative after the clock was set back.
    private static string Age(TimeSpan age) =>
        age < TimeSpan.FromHours(1) ? Plural.Of(Math.Max(0, (int)age.TotalMinutes), "minute")
        : age < TimeSpan.FromHours(48) ? Plural.Of((int)age.TotalHours, "hour")
        : Plural.Of((int)age.TotalDays, "day");

    private PriceList Keep(PriceList? known, CatalogAnswer? answer)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _pipeline.WriteVerbose(answer is null ? _store.Renew(now) : _store.Write(answer));
        return answer?.ToList() ?? new PriceList(known!.Models, now, known.Tag);
    }

    // Runs on the pipeline thread, because events are written, and the script block of a test may answer.
    private (CatalogAnswer? Answer, OfoxException? Failure) Ask(string? tag)
    {
        IAsyncEnumerator<CallEvent> events = _client.GetAsync(tag, _pipeline.StopToken).GetAsyncEnumerator(_pipeline.StopToken);
        CatalogAnswer? answer = null;
        try
        {
            while (events.MoveNextAsync().AsTask().GetAwaiter().GetResult())
            {
                answer = (events.Current as ModelListEvent)?.Answer;
                if (events.Current is NoticeEvent notice)
                {
                    _pipeline.WriteVerbose(notice.Text);
                }
                else if (events.Current is SendingEvent sending)
                {
                    _test?.Decide(sending);
                }
            }

            return (answer, null);
        }
        catch (OfoxException failure)
        {
            return (null, failure);
        }
        catch (OperationCanceledException) when (_pipeline.StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            events.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
