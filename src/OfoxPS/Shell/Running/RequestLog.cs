using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Text;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Json;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Running;

/// <summary>
/// Counts requests for Get-OfoxUsage, and writes them to the log file where one is configured. A log that cannot be written is a
/// warning.
/// </summary>
internal sealed class RequestLog(LogSettings settings, InvocationInfo caller, Redactor redactor, CancellationToken stop)
{
    private static readonly ConditionalWeakTable<Runspace, HashSet<string>> Warned = new();

    // Characters of a name that a server gives, such as a model's id.
    private const int LongestName = 200;

    // How many masked names are remembered.
    private const int MaximumNames = 16;

    private readonly Dictionary<string, string> _cleaned = new(StringComparer.Ordinal);

    // For the names of one entry: it holds the secrets.
    private Func<string, string>? _clean;

    /// <summary>Whether a log file is configured, so that names of inputs are needed.</summary>
    public bool IsOn => settings.Path is not null;

    /// <summary>Counts and logs a call that has ended; one that sent nothing is ignored.</summary>
    /// <param name="turn">The call.</param>
    /// <param name="input">The name of the input for the log; null where it is not one of many.</param>
    /// <returns>What is wrong with the log, when it first goes wrong; null if nothing.</returns>
    public string? Add(Turn turn, string? input)
    {
        if (!turn.IsSent)
        {
            return null;
        }

        LogEntry entry = Entry(turn, input);
        ProcessUsage.Current.Add(entry);
        if (settings.Path is not { } path)
        {
            return null;
        }

        HashSet<string> warned = Warned.GetOrCreateValue(Runspace.DefaultRunspace);
        try
        {
            string line = LogLine.Of(settings.Content ? WithContent(entry, turn, Cleaning()) : entry);
            string? problem = new LogFile(settings.FullPath(), settings.MaximumSize).Append(line, stop);
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
            Command = caller.MyCommand?.Name,
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
            Script = string.IsNullOrEmpty(caller.ScriptName) ? null : Clean(caller.ScriptName),
            Line = string.IsNullOrEmpty(caller.ScriptName) ? null : caller.ScriptLineNumber,
        };
        _clean = null;
        return entry;
    }

    // Images are logged by name, not by content.
    private static LogEntry WithContent(LogEntry entry, Turn turn, Func<string, string> clean) => entry with
    {
        Messages = JsonTreeCopy.Of(JsonTree.ParseObject(turn.Body.Describe())?["messages"], clean),
        Answer = JsonTreeCopy.Of(turn.Answer?.Choices.Select(static choice => (object?)ContentOf(choice.Message)).ToArray(), clean),
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

    // Cuts a name, because a server may send any length.
    private static string Short(string name) => TextCut.Start(name, LongestName);

    // Masks secrets in a name. Results are remembered, because requests of a pipeline have the same names.
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

    // Masks secrets, and replaces unpaired surrogates, which a UTF-8 file cannot hold.
    private Func<string, string> Cleaning()
    {
        Func<string, string> clean = redactor.ForSeveral();
        return text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean(text)));
    }
}
