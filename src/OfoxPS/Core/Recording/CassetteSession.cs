using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Recording;

/// <summary>A cassette in use, from the begin of a block to its end: which recordings have been used, and which were made anew.</summary>
internal sealed class CassetteSession : IResponder
{
    private const int MaximumShown = 10;

    private readonly CassetteOptions _options;
    private readonly Interaction[] _known;
    private readonly bool[] _used;
    private readonly RecordingQueue _queue;
    private OfoxException? _trouble;

    /// <exception cref="OfoxException">There is no such cassette, and it is to be replayed; or it cannot be read.</exception>
    public CassetteSession(CassetteOptions options)
    {
        _options = options;
        _queue = new RecordingQueue(recordings => Try(() => Write(recordings)));
        bool isTorn = false;
        _known = options.Mode == CassetteMode.Passthrough ? [] : [.. CassetteFile.Read(options.Path, out isTorn)];
        Warning = isTorn
            ? $"The cassette '{options.Path}' ends inside a recording, as when whoever recorded it was ended. That recording is left out."
            : null;
        _used = new bool[_known.Length];
        if (options.Mode == CassetteMode.Replay && !RegularFile.Exists(options.Path))
        {
            throw new OfoxException(OfoxErrorKind.OfoxCassetteMiss, $"There is no cassette '{options.Path}'")
            {
                Remedy = Remedy.NoCassette,
            };
        }
    }

    /// <summary>What is wrong with the file, though it can be used; null if nothing.</summary>
    public string? Warning { get; }

    public bool NeedsKey => _options.Mode is CassetteMode.Record or CassetteMode.Passthrough;

    public bool IsOffline => _options.Mode == CassetteMode.Replay;

    private string Name => $"the cassette '{System.IO.Path.GetFileName(_options.Path)}'";

    public IInterceptor? For(MaskedRequest actual)
    {
        if (_options.Mode == CassetteMode.Passthrough)
        {
            return null;
        }

        if (_options.Rule.Unknown(_known.Select(static recorded => recorded.Body).Prepend(actual.Body)) is { } word)
        {
            throw Failure.InvalidArgument(
                $"-MatchOn '{word}' is none of Body, Model, Messages, Prompt, Tools, Stream, Uri and None, "
                    + "and neither the request nor a recording has such a field")
                .ForAllInput();
        }

        if (_options.Mode != CassetteMode.Record && Find(actual) is { } index)
        {
            _used[index] = true;
            return PlayingInterceptor.Of($"{Name}, recording {index + 1}", _known[index].Response, _options.Speed);
        }

        return _options.Mode == CassetteMode.Replay
            ? PlayingInterceptor.Refusing(CassetteMiss.Of(Name, _known, _used, _options.Rule, actual))
            : new RecordingInterceptor(actual.Redactor, came => Keep(actual, came));
    }

    public OfoxException? TakeWriteError(bool waits)
    {
        if (waits)
        {
            _queue.Flush();
        }

        return Interlocked.Exchange(ref _trouble, null);
    }

    /// <summary>Which recordings have answered nothing.</summary>
    /// <returns>Null where each of them has.</returns>
    public OfoxException? Unused()
    {
        _queue.Flush();
        int[] left = [.. Enumerable.Range(0, _known.Length).Where(i => !_used[i])];
        string numbers = string.Join(", ", left.Take(MaximumShown).Select(static i => i + 1));
        string more = left.Length > MaximumShown ? " and more" : string.Empty;
        return left.Length == 0 ? null : new OfoxException(
            OfoxErrorKind.OfoxUnusedResponse,
            $"{left.Length} of {_known.Length} recordings of {Name} {(left.Length == 1 ? "was" : "were")} not used: number {numbers}{more}")
        { Remedy = Remedy.UnusedRecording };
    }

    /// <summary>Takes out of the file what was in it when the session began and has answered or met no request since.</summary>
    /// <returns>How many recordings that were.</returns>
    /// <exception cref="OfoxException">The file cannot be written.</exception>
    public int Prune()
    {
        _queue.Flush();
        List<string> unused = [.. _known.Where((_, i) => !_used[i]).Select(CassetteWriter.ToText)];
        int before = unused.Count;
        if (before > 0)
        {
            CassetteFile.Remove(_options.Path, one => unused.Remove(CassetteWriter.ToText(one)));
        }

        return before - unused.Count;
    }

    // The first matching recording that has not been used, else the last one where repeating is allowed.
    private int? Find(MaskedRequest actual)
    {
        int? last = null;
        for (int i = 0; i < _known.Length; i++)
        {
            if ((!_used[i] || _options.Repeat) && _options.Rule.IsMatch(_known[i], actual))
            {
                if (!_used[i])
                {
                    return i;
                }

                last = i;
            }
        }

        return last;
    }

    // Those that replace nothing are added together; the first of a new file makes it.
    private void Write(IReadOnlyList<Recording> recordings)
    {
        List<Recording> added = [];
        foreach (Recording recording in recordings)
        {
            if (!MayReplace(recording.Asked))
            {
                added.Add(recording);
                continue;
            }

            Try(() => Append(added));
            Try(() => Change(recording));
        }

        Try(() => Append(added));
    }

    private void Append(List<Recording> added)
    {
        List<Recording> rest = [.. added];
        added.Clear();
        while (rest.Count > 0 && !CassetteFile.TryAppend(
            _options.Path,
            rest.Select(static one => one.Fresh),
            rest.SelectMany(static one => one.Asked.Media),
            rest[rest.Count - 1].Asked.Stop))
        {
            Change(rest[0]);
            rest.RemoveAt(0);
        }
    }

    private void Change(Recording recording) => CassetteFile.Change(
        _options.Path, current => Placed(current, recording.Asked, recording.Fresh), recording.Asked.Media, recording.Asked.Stop);

    // What came is actual for at once: the error of a failed call is changed when it is reported.
    private void Keep(MaskedRequest actual, Func<RecordedResponse?> came) => Try(() =>
    {
        if (came() is { } response)
        {
            _queue.Add(new Recording(actual, new Interaction(actual.Method, actual.Uri, actual.Body, response)));
        }
    });

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (OfoxException failure)
        {
            // The answer is complete although it was not recorded; the failure is reported at the end.
            _trouble = failure;
        }
        catch (Exception error)
        {
            _trouble = Failure.CannotWrite("cassette", _options.Path, error);
        }
    }

    private bool MayReplace(MaskedRequest actual) =>
        _options.Mode == CassetteMode.Record && _known.Where((recorded, i) => !_used[i] && _options.Rule.IsMatch(recorded, actual)).Any();

    private Interaction[] Placed(IReadOnlyList<Interaction> current, MaskedRequest actual, Interaction fresh)
    {
        List<Interaction> result = [.. current];
        if (_options.Mode == CassetteMode.Record && FindOld(current, actual) is { } index)
        {
            _used[index] = true;
            result[index] = Renewed(current[index], actual, fresh);
        }
        else
        {
            result.Add(fresh);
        }

        return [.. result];
    }

    // Only recordings from before this session are replaced, so that those of another session at the same time stay.
    private int? FindOld(IReadOnlyList<Interaction> current, MaskedRequest actual) =>
        Enumerable.Range(0, Math.Min(_known.Length, current.Count))
            .Where(i => !_used[i] && _options.Rule.IsMatch(_known[i], actual)
                && CassetteWriter.ToText(_known[i]) == CassetteWriter.ToText(current[i]))
            .Select(static i => (int?)i).FirstOrDefault();

    // A recording with the same answer stays as it is in the file, including the order of its fields.
    private static Interaction Renewed(Interaction old, MaskedRequest actual, Interaction fresh) => new(
        fresh.Method,
        fresh.Uri,
        MatchRule.ExactBody.IsMatch(old, actual) ? old.Body : fresh.Body,
        SameAnswer.Are(old.Response, fresh.Response) ? old.Response : fresh.Response);
}
