using System.Collections.Generic;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

/// <summary>Every check of a chat request, as strict as real servers are. Fields nobody knows pass.</summary>
internal static class RequestCheck
{
    public static void Check(JsonElement root)
    {
        if (Take.RequiredString(root, "model", "model").Length == 0)
        {
            throw Reject.Missing("model");
        }

        IReadOnlyList<JsonElement> messages = Take.Array(Take.Required(root, "messages", "messages"), "messages");
        if (messages.Count == 0)
        {
            throw Reject.Value("messages", "[] is too short, at least one message is needed.");
        }

        SamplingCheck.Check(root);
        StreamCheck.Check(root);
        for (int i = 0; i < messages.Count; i++)
        {
            MessageCheck.Check(messages[i], $"messages[{i}]");
        }

        ToolAnswersCheck.Check(messages);
        ToolsCheck.Check(root);
        ToolChoiceCheck.Check(root);
        ResponseFormatCheck.Check(root, messages);
        ProviderCheck.Check(root);
    }
}
