using System.Collections.Generic;
using System.Linq;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Answers;

/// <summary>What the gateway answers: always the same to the same request.</summary>
internal static class AnswerComposer
{
    private const string Refusal = "I'm sorry, I can't help with that.";
    private const string Thought = "The user wants an answer, so I answer.";

    public static Answer Compose(ChatCall call, ModelReference model)
    {
        Reasoning? reasoning = Think(call, model);
        CallIds ids = new(call);
        return new Answer([.. Enumerable.Range(0, call.Choices).Select(index => Choice(call, model, index, reasoning, ids))]);
    }

    private static AnswerChoice Choice(ChatCall call, ModelReference model, int index, Reasoning? reasoning, CallIds ids)
    {
        string? asked = model.Options.Finish;
        if (model.Options.Refuse)
        {
            return new(index, null, Refusal, reasoning, [], Finish(asked, "stop"));
        }

        IReadOnlyList<AnswerCall> calls = model.Options.Custom is { } custom && call.Turns[^1].Role != "tool"
            ? [new AnswerCall("call_custom_1", custom, "print(1)", IsCustom: true)]
            : [.. ToolPlanner.Plan(call, model.Options).Select(planned => ids.Name(planned))];
        if (calls.Count > 0)
        {
            return new(index, null, null, reasoning, calls, Finish(asked, "tool_calls"));
        }

        if (model.Options.Sound)
        {
            return new(index, null, null, reasoning, [], Finish(asked, "stop"));
        }

        (string text, bool cut) = TextLimits.Apply(call, AnswerText.Compose(call, model));
        bool numbered = index > 0 && call.ResponseFormat == "text";
        return new(index, numbered ? $"{text} (#{index + 1})" : text, null, reasoning, [], Finish(asked, cut ? "length" : "stop"));
    }

    private static string? Finish(string? asked, string natural) => asked switch
    {
        null => natural,
        "null" => null,
        _ => asked,
    };

    private static Reasoning? Think(ChatCall call, ModelReference model)
    {
        bool thinksAloud = KnownModels.Find(model.Id) is { Reasons: true };
        string? effort = call.ReasoningEffort;
        string? text = effort == "none" ? null : model.Options.Reasoning ?? (thinksAloud || effort is not null ? Thought : null);
        return text is null ? null : new Reasoning(thinksAloud ? "reasoning_content" : "reasoning", text);
    }
}
