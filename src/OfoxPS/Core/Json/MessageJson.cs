using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace OfoxPS.Core.Json;

/// <summary>A message in the words of the API, as a tree of JSON.</summary>
internal static class MessageJson
{
    /// <summary>The tree of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="urlOf">The address that stands for an image which is sent from here; null leaves it out.</param>
    public static OrderedDictionary ToJsonTree(ChatMessage message, Func<ChatImage, string?> urlOf)
    {
        OrderedDictionary tree = new() { ["role"] = message.Role };
        tree["content"] = message.Content is null or string ? message.Content : message.Parts.Select(part => Part(part, urlOf)).ToArray();
        if (message.Name is not null)
        {
            tree["name"] = message.Name;
        }

        if (message.ToolCalls.Length > 0)
        {
            tree["tool_calls"] = ToolWriter.ToJsonTree(message.ToolCalls);
        }

        if (message.ToolCallId is not null)
        {
            tree["tool_call_id"] = message.ToolCallId;
        }

        if (message.Refusal is not null)
        {
            tree["refusal"] = message.Refusal;
        }

        AddFields(tree, message.AdditionalProperties);
        return tree;
    }

    private static OrderedDictionary Part(ChatContentPart part, Func<ChatImage, string?> urlOf)
    {
        OrderedDictionary tree = new() { ["type"] = part.Type };
        if (part.Text is not null)
        {
            tree["text"] = part.Text;
        }

        if ((part.Image is null ? part.ImageUrl : urlOf(part.Image)) is { } url)
        {
            Dictionary<string, object?> image = new() { ["url"] = url };
            if (part.Detail is not null)
            {
                image["detail"] = part.Detail;
            }

            tree["image_url"] = image;
        }

        AddFields(tree, part.AdditionalProperties);
        return tree;
    }

    private static void AddFields(OrderedDictionary tree, OrderedDictionary fields)
    {
        foreach (DictionaryEntry field in fields)
        {
            if (!tree.Contains(field.Key))
            {
                tree[field.Key] = field.Value;
            }
        }
    }
}
