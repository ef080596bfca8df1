using System.Collections.Specialized;

namespace OfoxPS.Core.Recording;

/// <summary>The text of a cassette.</summary>
internal static class CassetteWriter
{
    public const int SchemaVersion = 1;

    public static string ToText(IEnumerable<Interaction> interactions) => JsonLayout.Of(new OrderedDictionary
    {
        ["schemaVersion"] = SchemaVersion,
        ["interactions"] = interactions.Select(ToJsonTree).ToArray(),
    });

    /// <summary>One interaction, to tell whether two are the same to the last letter.</summary>
    public static string ToText(Interaction interaction) => JsonLayout.Of(ToJsonTree(interaction));

    /// <summary>How each cassette begins that this version has written.</summary>
    public const string Beginning = "{\n  \"schemaVersion\": 1";

    /// <summary>The end of a cassette that holds something: where more interactions are put.</summary>
    public const string End = "\n  ]\n}\n";

    /// <summary>What takes the place of <see cref="End"/> when interactions follow.</summary>
    public static string ToNext(IEnumerable<Interaction> interactions) =>
        string.Concat(interactions.Select(static one => ",\n    " + JsonLayout.Inside(ToJsonTree(one), 2)).Append(End));

    private static OrderedDictionary ToJsonTree(Interaction interaction) => new()
    {
        ["request"] = new OrderedDictionary { ["method"] = interaction.Method, ["uri"] = interaction.Uri, ["body"] = interaction.Body },
        ["response"] = ToJsonTree(interaction.Response),
    };

    private static OrderedDictionary ToJsonTree(RecordedResponse response)
    {
        OrderedDictionary fields = new();
        if (response.Status > 0)
        {
            fields["status"] = response.Status;
            fields["reason"] = response.Reason;
            OrderedDictionary headers = new();
            foreach (KeyValuePair<string, string> header in response.Headers)
            {
                headers[header.Key] = header.Value;
            }

            fields["headers"] = headers;
            WriteBody(fields, response);
        }

        if (response.Fault is { } fault)
        {
            OrderedDictionary words = new() { ["kind"] = fault.Kind.ToString(), ["message"] = fault.Message };
            if (fault.Retryable)
            {
                words["retryable"] = true;
            }

            fields["fault"] = words;
        }

        if (response.Stopped)
        {
            fields["stopped"] = true;
        }

        return fields;
    }

    private static void WriteBody(OrderedDictionary fields, RecordedResponse response)
    {
        if (response.IsStream)
        {
            fields["chunks"] = response.Chunks.Select(ToJsonTree).ToArray();
            return;
        }

        // A body that is not a stream is one piece, since its reader cannot tell in how many it arrived.
        fields["ms"] = response.Chunks.Count == 0 ? 0 : response.Chunks[response.Chunks.Count - 1].Milliseconds;
        BodyForm.Write(fields, response.Body(), asJson: true);
    }

    private static JsonLayout.OneLine ToJsonTree(RecordedChunk chunk)
    {
        OrderedDictionary fields = new() { ["ms"] = chunk.Milliseconds };
        BodyForm.Write(fields, chunk.Bytes, asJson: false);
        return new JsonLayout.OneLine(fields);
    }
}
