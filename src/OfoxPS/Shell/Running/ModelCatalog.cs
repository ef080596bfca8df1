using System;
using System.Collections.Generic;
using System.Management.Automation;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Pipeline;

/// <summary>The models of a server, for a cmdlet that may ask for them: from the cache while it is fresh, else from the server.</summary>
internal sealed class ModelCatalog
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    private readonly OfoxCmdlet _cmdlet;
    private readonly TestScope? _test;
    private readonly ModelListClient _client;
    private readonly ICatalogStore _store;

    /// <param name="cmdlet">Who asks.</param>
    /// <param name="settings">Its settings.</param>
    /// <exception cref="OfoxException">The address cannot be one, or the environment names a cassette that cannot be used.</exception>
    public ModelCatalog(OfoxCmdlet cmdlet, RequestSettings settings)
    {
        _cmdlet = cmdlet;
        _test = TestScopes.Current.For(cmdlet);
        _client = new ModelListClient(CallSettings.OptionsOf(settings, debug: false, needsKey: false));
        _store = _test?.Catalog ?? CatalogFile.For(_client.Address, SessionFolder.Current);
    }

    /// <param name="refresh">Asks the server whatever the cache holds.</param>
    /// <exception cref="OfoxException">There are no models to be had.</exception>
    public PriceList Get(bool refresh)
    {
        PriceList? known = _store.Read(out string? problem);
        Tell(problem);
        TimeSpan? age = DateTimeOffset.UtcNow - known?.Date;
        if (known is not null && !refresh && age < Fresh && age > -Fresh)
        {
            return known;
        }

        (CatalogAnswer? answer, OfoxException? failure) = Ask(known?.Tag);
        if (_test?.Answers.TakeTrouble() is { } trouble)
        {
            _cmdlet.WriteWarning(trouble.Message);
        }

        if (failure is not null)
        {
            if (known is null)
            {
                throw failure;
            }

            _cmdlet.WriteWarning($"The models are {Age(age!.Value)} old: {failure.Message}");
            return known;
        }

        return Keep(known, answer);
    }

    private static string Age(TimeSpan age) => age.TotalHours < 1 ? Count(age.TotalMinutes, "minute") : age.TotalHours < 48 ? Count(age.TotalHours, "hour") : Count(age.TotalDays, "day");

    private static string Count(double number, string what) => Math.Max(0, (int)number) is var whole && whole == 1 ? $"1 {what}" : $"{whole} {what}s";

    private PriceList Keep(PriceList? known, CatalogAnswer? answer)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        Tell(answer is null ? _store.Renew(now) : _store.Write(answer));
        return answer?.ToList() ?? new PriceList(known!.Models, now, known.Tag);
    }

    // Pulled on the pipeline thread, which alone may write, and may ask a script block of a test.
    private (CatalogAnswer? Answer, OfoxException? Failure) Ask(string? tag)
    {
        IAsyncEnumerator<CallEvent> events = _client.GetAsync(tag, _cmdlet.StopToken).GetAsyncEnumerator(_cmdlet.StopToken);
        CatalogAnswer? answer = null;
        try
        {
            while (events.MoveNextAsync().AsTask().GetAwaiter().GetResult())
            {
                answer = (events.Current as ModelListEvent)?.Answer;
                if (events.Current is NoticeEvent notice)
                {
                    _cmdlet.Tell(notice.Text);
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
        catch (OperationCanceledException) when (_cmdlet.StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            events.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void Tell(string? problem)
    {
        if (problem is not null)
        {
            _cmdlet.Tell(problem);
        }
    }
}
