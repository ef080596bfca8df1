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
        Reasoning? reasoning = Think(model);
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

        IReadOnlyList<AnswerCall> calls = [.. ToolPlanner.Plan(call, model.Options).Select(planned => ids.Name(planned))];
        if (calls.Count > 0)
        {
            return new(index, null, null, reasoning, calls, Finish(asked, "tool_calls"));
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

    private static Reasoning? Think(ModelReference model)
    {
        bool thinksAloud = KnownModels.Find(model.Id) is { Reasons: true };
        string? text = model.Options.Reasoning ?? (thinksAloud ? Thought : null);
        return text is null ? null : new Reasoning(thinksAloud ? "reasoning_content" : "reasoning", text);
    }
}
