using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using OfoxPS.Core.Json;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Preview;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Pipeline;

/// <summary>Keeps account of requests: in this process always, in a log where one is set. It never costs an answer.</summary>
internal sealed class RequestLog
{
    private static readonly ConditionalWeakTable<Runspace, HashSet<string>> Warned = new();

    private readonly LogSettings _settings;
    private readonly InvocationInfo _caller;
    private readonly Redactor _redactor;
    private readonly CancellationToken _stop;

    public RequestLog(LogSettings settings, InvocationInfo caller, Redactor redactor, CancellationToken stop)
    {
        _settings = settings;
        _caller = caller;
        _redactor = redactor;
        _stop = stop;
    }

    /// <summary>A request is over.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="body">The same, as it was sent.</param>
    /// <param name="began">When it began.</param>
    /// <param name="end">How it ended.</param>
    /// <returns>What is wrong with the log, the first time it goes wrong; null if nothing.</returns>
    public string? Add(ChatRequest request, RequestBody body, DateTimeOffset began, CallEnd end)
    {
        LogEntry entry = Entry(request, began, end);
        ProcessUsage.Current.Add(entry);
        if (_settings.Path is not { } path)
        {
            return null;
        }

        HashSet<string> warned = Warned.GetOrCreateValue(Runspace.DefaultRunspace);
        try
        {
            new LogFile(_settings.FullPath(), _settings.MaximumSize).Append(LogLine.Of(_settings.Content ? WithContent(entry, body, end) : entry), _stop);
            warned.Remove(path);
            return null;
        }
        catch (Exception error)
        {
            return warned.Add(path) ? $"Requests are not logged in '{path}': {error.Message}" : null;
        }
    }

    private LogEntry Entry(ChatRequest request, DateTimeOffset began, CallEnd end)
    {
        ChatCompletion? answer = end.Answer;
        return new LogEntry
        {
            Time = began,
            Outcome = end.Outcome,
            Model = Clean(request.Model),
            ServedModel = end.Served is null ? null : Clean(end.Served),
            Command = _caller.MyCommand?.Name,
            Stream = request.Stream,
            FinishReason = answer?.FinishReason is { } reason ? Clean(reason) : null,
            Duration = end.Duration,
            FirstToken = answer?.TimeToFirstToken,
            Attempts = end.Failure?.Attempts ?? answer?.Attempts ?? 0,
            PromptTokens = answer?.Usage?.PromptTokens,
            CompletionTokens = answer?.Usage?.CompletionTokens,
            TotalTokens = answer?.Usage?.TotalTokens,
            CachedTokens = answer?.Usage?.CachedTokens,
            Status = end.Failure?.StatusCode ?? answer?.StatusCode,
            ErrorId = end.Failure?.Kind.ToString(),
            RequestId = end.Failure?.RequestId ?? answer?.RequestId,
            Script = string.IsNullOrEmpty(_caller.ScriptName) ? null : Clean(_caller.ScriptName),
            Line = string.IsNullOrEmpty(_caller.ScriptName) ? null : _caller.ScriptLineNumber,
        };
    }

    // Images are named, not written out.
    private LogEntry WithContent(LogEntry entry, RequestBody body, CallEnd end) => entry with
    {
        Messages = RedactedJsonTree.Of(JsonTree.ParseObject(body.Describe())?["messages"], Clean),
        Answer = RedactedJsonTree.Of(end.Answer?.Choices.Select(static choice => (object?)Said(choice.Message)).ToArray(), Clean),
    };

    private static OrderedDictionary Said(ChatMessage message)
    {
        OrderedDictionary said = new() { ["content"] = message.Content is null ? message.Refusal : message.ToString() };
        if (message.ToolCalls.Length > 0)
        {
            said["tool_calls"] = ToolWriter.ToJsonTree(message.ToolCalls);
        }

        return said;
    }

    // Half of a surrogate pair, which an answer may hold, is no text that a file can keep.
    private string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(_redactor.Clean(text)));
}
