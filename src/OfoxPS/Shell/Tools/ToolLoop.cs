using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Tools;

/// <summary>The policy that runs the tool calls of an answer and makes the next request with their results, round by round.</summary>
internal sealed class ToolLoop(IReadOnlyCollection<ChatTool> tools, ToolRunner runner, int maximumRounds) : TurnPolicy
{
    private static readonly Dictionary<string, ChatTool> None = [];

    private readonly Dictionary<string, ChatTool> _tools =
        tools.Count == 0 ? None : tools.ToDictionary(static tool => tool.Name, StringComparer.Ordinal);

    private readonly List<ToolInvocation> _done = [];
    private readonly List<AnswerFigures> _answers = [];

    /// <summary>Called before a tool call, with null, and after it, with its result.</summary>
    public Action<ChatToolCall, ToolInvocation?>? OnCall { get; init; }

    /// <summary>Whether a model takes images.</summary>
    public Func<string, bool> TakesImages { get; init; } = static _ => true;

    /// <summary>Whether an answer calls tools that are run here.</summary>
    public override bool IsPending(ChatCompletion answer) => answer.ToolCalls.Length > 0 && RunsTools;

    /// <summary>Runs the tool calls of an answer.</summary>
    /// <returns>The next request; null if the answer is the last one, which then has the sums of all rounds.</returns>
    /// <exception cref="OfoxException">There were too many rounds.</exception>
    public override ChatRequest? AfterAnswer(ChatRequest request, ChatCompletion answer)
    {
        _answers.Add(new AnswerFigures(answer));
        if (!IsPending(answer))
        {
            Complete(answer, answer.Conversation);
            return null;
        }

        if (_answers.Count > maximumRounds)
        {
            // Each call gets an answer, so that the conversation can be continued.
            Complete(answer, [.. answer.Conversation, .. NotRun(answer.ToolCalls, "the limit of rounds is reached")]);
            throw new OfoxException(
                OfoxErrorKind.OfoxToolLimit,
                $"The model still calls tools after {Plural.Of(maximumRounds, "round")} (-MaxToolRound)")
            { Completion = answer };
        }

        if (FinishReasons.IsCut(answer.FinishReason)
            && Array.Exists(
                answer.ToolCalls, static call => call.Custom is null && !SentForm.IsObject(EncodedTwice.Inner(call.ArgumentsJson))))
        {
            Complete(answer, [.. answer.Conversation, .. NotRun(answer.ToolCalls, "the call was cut off at the token limit")]);
            throw new OfoxException(
                OfoxErrorKind.OfoxOutputTruncated, "The answer was cut off in the middle of a tool call, at the token limit")
            { Completion = answer };
        }

        ChatToolCall[] left = [.. answer.ToolCalls.Where(call => call.Custom is not null || Find(call.Name) is { Runner: null })];
        List<ChatMessage> messages = [.. answer.Conversation];
        messages.AddRange(RunAll([.. answer.ToolCalls.Except(left)], request.Model));
        if (left.Length == 0)
        {
            // A forced tool choice holds for the first request only: forced again, the model would call tools without end.
            return request with
            {
                Messages = messages,
                ToolChoice = request.ToolChoice is "none" or "auto" ? request.ToolChoice : null,
                Extra = WithoutForcedChoice(request.Extra),
            };
        }

        Complete(answer, [.. messages]);
        answer.Message = answer.Message!.Copy();
        answer.Message.ToolCalls = left;
        return null;
    }

    /// <summary>Adds the tool calls and the cost of the earlier rounds to a failure.</summary>
    public override void Failed(ChatRequest request, OfoxException failure)
    {
        if (_answers.Count > 0)
        {
            AddCost(failure);
            failure.Completion ??= new ChatCompletion
            {
                RequestedModel = request.Model,
                Conversation = [.. request.Messages],
                CallCost = TotalCost(),
            };
            failure.Completion.ToolInvocations = [.. _done];
        }
    }

    private bool RunsTools => _tools.Values.Any(static tool => tool.Runner is not null);

    // Answers for calls that are not run: servers refuse a conversation with an unanswered call.
    private static IEnumerable<ChatMessage> NotRun(IEnumerable<ChatToolCall> calls, string why) =>
        calls.Select(call => new ChatMessage("tool", $"ERROR: Not run: {why}.") { ToolCallId = call.Id });

    private static IDictionary? WithoutForcedChoice(IDictionary? extra)
    {
        if (extra?["tool_choice"] is null or "none" or "auto")
        {
            return extra;
        }

        OrderedDictionary rest = JsonTreeCopy.Of((OrderedDictionary)extra);
        rest.Remove("tool_choice");
        return rest;
    }

    private CallCost TotalCost() => CallCost.Sum(_answers.Select(static each => each.Cost));

    // Adds the cost of the rounds to a failure, unless its answer has the sum already.
    private void AddCost(OfoxException failure)
    {
        if (failure.Completion is { } part && !_answers.Exists(each => each.Answer == part))
        {
            part.CallCost = part.Usage is null ? TotalCost() : TotalCost().Plus(part.CallCost);
        }
    }

    // A tool by its name, in any case if it is unique: PowerShell ignores case, and small models get it wrong.
    private ChatTool? Find(string name)
    {
        if (_tools.TryGetValue(name, out ChatTool? exact))
        {
            return exact;
        }

        ChatTool[] alike = [.. _tools.Values.Where(tool => tool.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return alike.Length == 1 ? alike[0] : null;
    }

    // Runs calls in the order of the answer. Adjacent calls of remote tools that are read-only run at the same time.
    private List<ChatMessage> RunAll(ChatToolCall[] calls, string model)
    {
        List<ChatMessage> messages = [];
        List<ChatContentPart> images = [];
        Queue<RemoteCall> begun = new();
        foreach (ChatToolCall call in calls)
        {
            ChatTool? tool = Find(call.Name);
            IRemoteTool? remote = tool?.Runner as IRemoteTool;
            if (remote is not { RunsTogether: true })
            {
                messages.AddRange(EndAll(begun, images, model));
            }

            OnCall?.Invoke(call, null);
            if (remote is null)
            {
                messages.Add(
                    Done(
                        call,
                        tool?.Runner is CommandTool command
                            ? runner.Run(command, call, _answers.Count)
                            : runner.Unknown(call, _answers.Count, _tools.Keys)));
                continue;
            }

            begun.Enqueue(runner.Begin(remote, tool!, call, _answers.Count));
            if (!remote.RunsTogether)
            {
                messages.AddRange(EndAll(begun, images, model));
            }
        }

        messages.AddRange(EndAll(begun, images, model));
        if (images.Count > 0)
        {
            // The answer of a tool is text, so images follow all answers in a message of the user.
            messages.Add(new ChatMessage("user", null) { Content = images.ToArray() });
        }

        return messages;
    }

    private IEnumerable<ChatMessage> EndAll(Queue<RemoteCall> begun, List<ChatContentPart> images, string model)
    {
        while (begun.Count > 0)
        {
            RemoteCall remote = begun.Dequeue();
            ToolInvocation invocation = runner.End(remote, TakesImages(model));
            if (remote.Images.Count > 0)
            {
                images.Add(ChatContentPart.FromText($"The images that belong to the answer to {remote.Call.Id}:"));
                images.AddRange(remote.Images.Select(static image => ChatContentPart.FromMedia(image)));
            }

            yield return Done(remote.Call, invocation);
        }
    }

    private ChatMessage Done(ChatToolCall call, ToolInvocation invocation)
    {
        invocation.RoundCost = _answers[_answers.Count - 1].Cost.Amount;
        _done.Add(invocation);
        OnCall?.Invoke(call, invocation);
        return new ChatMessage("tool", invocation.Result) { ToolCallId = call.Id };
    }

    private void Complete(ChatCompletion answer, ChatMessage[] conversation)
    {
        answer.Conversation = conversation;
        answer.ToolInvocations = [.. _done];
        if (_answers.Count == 1)
        {
            return;
        }

        answer.TimeToFirstToken = _answers.Select(static each => each.FirstToken).FirstOrDefault(static time => time is not null);
        answer.Usage = Usage.Sum(_answers.Select(static each => each.Usage));
        answer.CallCost = TotalCost();
        answer.Attempts = 1 + _answers.Sum(static each => each.Attempts - 1);
        answer.Duration = TimeSpan.FromTicks(
            _answers.Sum(static each => each.Duration.Ticks) + _done.Sum(static each => each.Duration.Ticks));
    }

    /// <summary>
    /// The usage, cost, attempts and times of one answer of a conversation, kept before the last answer gets the sums of all.
    /// </summary>
    private sealed class AnswerFigures(ChatCompletion answer)
    {
        public ChatCompletion Answer { get; } = answer;
        public Usage? Usage { get; } = answer.Usage;
        public CallCost Cost { get; } = answer.CallCost;
        public int Attempts { get; } = answer.Attempts;
        public TimeSpan Duration { get; } = answer.Duration;
        public TimeSpan? FirstToken { get; } = answer.TimeToFirstToken;
    }
}
