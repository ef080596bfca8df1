using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;

namespace OfoxPS.Binding;

/// <summary>Takes tools as <see cref="ChatTool"/>, as schemas in hashtables or JSON text, with or without the wrapping <c>function</c>.</summary>
internal sealed class ToolTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null)
        {
            return null;
        }

        List<ChatTool> tools = [];
        foreach (object? item in Unwrap.Items(inputData))
        {
            tools.AddRange(item is string text ? FromText(text) : [FromValue(item)]);
        }

        return tools.ToArray();
    }

    private static IEnumerable<ChatTool> FromText(string text)
    {
        object? value;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, JsonPlain.Deep);
            value = JsonPlain.FromElement(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new ArgumentTransformationMetadataException($"-Tool is text, but no valid JSON: {error.Message}", error);
        }

        foreach (object? item in Unwrap.Items(value))
        {
            yield return FromValue(item);
        }
    }

    private static ChatTool FromValue(object? value)
    {
        if (value is ChatTool tool)
        {
            return tool;
        }

        if (PlainReader.Exact(value, "Tool") is not OrderedDictionary fields)
        {
            throw new ArgumentTransformationMetadataException(
                "A tool is a ChatTool, or a hashtable or JSON with name, description and parameters.");
        }

        return ToolFields.Read(fields);
    }
}
