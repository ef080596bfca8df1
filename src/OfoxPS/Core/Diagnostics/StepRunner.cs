using System.Diagnostics;
using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Diagnostics;

/// <summary>Runs the steps of a test, none after one that failed. A step has its own time, and all of them together have a time.</summary>
/// <param name="all">The time of all steps together.</param>
/// <param name="stop">Cancelled when nobody waits for the test any more.</param>
internal sealed class StepRunner(TimeSpan all, CancellationToken stop)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool _failed;

    /// <summary>Gives the place of a setting for a sentence, by the name of its parameter.</summary>
    public Func<string, string> PlaceOf { get; init; } = static name => "-" + name;

    /// <summary>Where the connection goes, once it is known.</summary>
    public CallOptions? Options { get; set; }

    /// <summary>How much time is left for all.</summary>
    public TimeSpan Left => all > _clock.Elapsed ? all - _clock.Elapsed : TimeSpan.FromMilliseconds(1);

    /// <exception cref="OperationCanceledException">Nobody waits for the test any more.</exception>
    public ConnectionStep Run(string name, TimeSpan limit, Func<CancellationToken, Task<Finding>> step)
    {
        if (_failed)
        {
            return new ConnectionStep { Step = name, Result = "Skipped" };
        }

        Stopwatch clock = Stopwatch.StartNew();
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(stop);
        TimeSpan left = Left;
        bool ownLimit = limit < left;
        time.CancelAfter(ownLimit ? limit : left);
        try
        {
            Finding found = step(time.Token).GetAwaiter().GetResult();
            return new ConnectionStep
            {
                Step = name,
                Result = found.Applies ? "Passed" : "NotApplicable",
                Detail = TerminalText.OneLine(found.Detail),
                Duration = clock.Elapsed
            };
        }
        catch (Exception error)
        {
            stop.ThrowIfCancellationRequested();
            _failed = true;
            OfoxException failure = Translate(error, clock.Elapsed, ownLimit);
            return new ConnectionStep
            {
                Step = name,
                Result = "Failed",
                Detail = failure.Message,
                Remedy = Remedy.ForStep(name, failure),
                ErrorId = failure.Kind.ToString(),
                Duration = clock.Elapsed,
            };
        }
    }

    private OfoxException Translate(Exception error, TimeSpan elapsed, bool ownLimit) => error switch
    {
        OfoxException known => known,
        OperationCanceledException => new OfoxException(
            OfoxErrorKind.OfoxTimeout,
            $"Not done within {elapsed.TotalSeconds:0.#} s ({PlaceOf(ownLimit ? "ConnectionTimeoutSeconds" : "TimeoutSeconds")})",
            error),
        _ when Options is { } options =>
            NetworkError.Of(error, options.Endpoint, options.ProxyOnTheWay, connected: false, answering: false),
        _ => new OfoxException(OfoxErrorKind.OfoxConnectionFailed, error.Message, error),
    };
}
