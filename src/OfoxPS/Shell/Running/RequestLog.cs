using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Json;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Running;

/// <summary>Keeps account of requests: in this process always, in a log where one is set. It never costs an answer.</summary>
internal sealed class RequestLog
{
    private static readonly ConditionalWeakTable<Runspace, HashSet<string>> Warned = new();

    private const int LongestName = 200;

    private const int MaximumNames = 16;

    private readonly LogSettings _settings;
    private readonly InvocationInfo _caller;
    private readonly Redactor _redactor;
    private readonly CancellationToken _stop;
    private readonly Dictionary<string, string> _cleaned = new(StringComparer.Ordinal);

    // For the names of one entry: it holds the secrets.
    private Func<string, string>? _clean;

    public RequestLog(LogSettings settings, InvocationInfo caller, Redactor redactor, CancellationToken stop)
    {
        _settings = settings;
        _caller = caller;
        _redactor = redactor;
        _stop = stop;
    }

    /// <summary>Whether there is a log, where the name of an input is read.</summary>
    public bool IsOn => _settings.Path is not null;

    /// <summary>A call is over. One that sent nothing is no request.</summary>
    /// <param name="turn">The call.</param>
    /// <param name="input">The name of the input, where it is a file and one of many.</param>
    /// <returns>What is wrong with the log, the first time it goes wrong; null if nothing.</returns>
    public string? Add(Turn turn, string? input)
    {
        if (!turn.IsSent)
        {
            return null;
        }

        LogEntry entry = Entry(turn, input);
        ProcessUsage.Current.Add(entry);
        if (_settings.Path is not { } path)
        {
            return null;
        }

        HashSet<string> warned = Warned.GetOrCreateValue(Runspace.DefaultRunspace);
        try
        {
            string line = LogLine.Of(_settings.Content ? WithContent(entry, turn, Cleaning()) : entry);
            string? problem = new LogFile(_settings.FullPath(), _settings.MaximumSize).Append(line, _stop);
            if (problem is null)
            {
                warned.Remove(path);
                return null;
            }

            return warned.Add(path) ? $"The log '{path}' has a problem: {problem}" : null;
        }
        catch (Exception error)
        {
            return warned.Add(path) ? $"Requests are not logged in '{path}': {error.Message}" : null;
        }
    }

    private LogEntry Entry(Turn turn, string? input)
    {
        ChatCompletion? answer = turn.Answer;
        LogEntry entry = new()
        {
            Time = turn.Began,
            Outcome = turn.Outcome,
            Model = Clean(turn.Request.Model),
            ServedModel = turn.AnsweringModel is null ? null : Short(Clean(turn.AnsweringModel)),
            Command = _caller.MyCommand?.Name,
            Stream = turn.Request.Stream,
            FinishReason = answer?.FinishReason is { } reason ? Short(Clean(reason)) : null,
            Duration = turn.Duration,
            FirstToken = answer?.TimeToFirstToken,
            Attempts = turn.Failure?.Attempts ?? answer?.Attempts ?? 0,
            PromptTokens = answer?.Usage?.PromptTokens,
            CompletionTokens = answer?.Usage?.CompletionTokens,
            TotalTokens = answer?.Usage?.TotalTokens,
            CachedTokens = answer?.Usage?.CachedTokens,
            Cost = answer?.Cost,
            Status = turn.Failure?.StatusCode ?? answer?.StatusCode,
            ErrorId = turn.Failure?.Kind.ToString(),
            RequestId = (turn.Failure?.RequestId ?? answer?.RequestId) is { } id ? Short(id) : null,
            Input = input is null ? null : Clean(input),
            Script = string.IsNullOrEmpty(_caller.ScriptName) ? null : Clean(_caller.ScriptName),
            Line = string.IsNullOrEmpty(_caller.ScriptName) ? null : _caller.ScriptLineNumber,
        };
        _clean = null;
        return entry;
    }

    // Images are named, not written out.
    private static LogEntry WithContent(LogEntry entry, Turn turn, Func<string, string> clean) => entry with
    {
        Messages = RedactedJsonTree.Of(JsonTree.ParseObject(turn.Body.Describe())?["messages"], clean),
        Answer = RedactedJsonTree.Of(turn.Answer?.Choices.Select(static choice => (object?)ContentOf(choice.Message)).ToArray(), clean),
    };

    private static OrderedDictionary ContentOf(ChatMessage message)
    {
        OrderedDictionary content = new() { ["content"] = message.Content is null ? message.Refusal : message.ToString() };
        if (message.ToolCalls.Length > 0)
        {
            content["tool_calls"] = ToolWriter.ToJsonTree(message.ToolCalls);
        }

        return content;
    }

    // A server may give names of any length.
    private static string Short(string name) => TextCut.Start(name, LongestName);

    // Requests of a pipeline have the same names over and over, and what is masked in one is masked in all.
    private string Clean(string name)
    {
        if (_cleaned.TryGetValue(name, out string? cleaned))
        {
            return cleaned;
        }

        if (_cleaned.Count >= MaximumNames)
        {
            _cleaned.Clear();
        }

        return _cleaned[name] = name.Length < SecretText.LongEnoughMixed ? WellFormed.WithoutHalves(name) : (_clean ??= Cleaning())(name);
    }

    // Half of a surrogate pair, which an answer may hold, is no text that a file can keep.
    private Func<string, string> Cleaning()
    {
        Func<string, string> clean = _redactor.ForSeveral();
        return text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean(text)));
    }
}
