using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Restores messages and completions that were deserialised, from a file, a job or another machine.</summary>
internal static class Rehydration
{
    private const string Deserialized = "Deserialized.";

    /// <summary>The restored object of a deserialised one of our types; any other value unchanged.</summary>
    public static object? Value(object? value)
    {
        object? bare = Unwrap.Value(value);
        return bare is PSObject remains
            && remains.TypeNames.FirstOrDefault(
                static name => name.StartsWith(Deserialized + "OfoxPS.Chat", StringComparison.Ordinal)) is { } type
            ? type.Substring(Deserialized.Length) switch
            {
                "OfoxPS.ChatMessage" => Message(remains),
                "OfoxPS.ChatMedia" => Media(remains),
                "OfoxPS.ChatCompletion" or "OfoxPS.ChatCompletion#Streamed" => Completion(remains),
                _ => bare,
            }
            : bare;
    }

    private static object Media(PSObject remains) =>
        Get(remains, "Bytes") is byte[] bytes
            ? ChatMedia.FromSaved(
                $"{Get(remains, "MediaType")}",
                bytes,
                Get(remains, "Name") as string,
                Get(remains, "Transcript") as string,
                Get(remains, "Id") as string)
        : Get(remains, "Uri") is Uri address ? ChatMedia.FromUri(address)
        : remains;

    private static ChatMessage Message(PSObject remains)
    {
        ChatMessage message = MessageReader.Read(remains).Single();
        message.IsRemains = HasTexts(Get(remains, "Content")) || HasTexts(Get(remains, "ToolCalls"));
        return message;
    }

    // Whether parts or calls were saved as text, because of too little depth.
    private static bool HasTexts(object? value) => value is not string && Unwrap.Items(value).Any(static item => item is string);

    private static ChatCompletion Completion(PSObject remains)
    {
        ChatCompletion completion = new()
        {
            Id = Get(remains, "Id") as string,
            RequestedModel = Get(remains, "RequestedModel") as string,
            Model = Get(remains, "Model") as string,
            BaseUri = Get(remains, "BaseUri") as Uri,
            RequestId = Get(remains, "RequestId") as string,
            Duration = Get(remains, "Duration") is TimeSpan duration ? duration : default,
            TimeToFirstToken = Get(remains, "TimeToFirstToken") as TimeSpan?,
            Attempts = Get(remains, "Attempts") is int attempts ? attempts : 0,
            Conversation = [.. Unwrap.Items(Get(remains, "Conversation")).OfType<PSObject>().Select(Message)],
            Usage = Usage(Get(remains, "Usage")),
            Cost = Get(remains, "Cost") as decimal?,
            CostSource = Enum.TryParse(Get(remains, "CostSource")?.ToString(), out CostSource source) ? source : CostSource.Unknown,
            PriceDate = Get(remains, "PriceDate") is DateTimeOffset date ? date : null,
        };
        completion.Message = completion.Conversation.LastOrDefault() ?? new ChatMessage("assistant", Get(remains, "Content") as string);
        completion.Message.Origin = completion.BaseUri is { IsAbsoluteUri: true } address
            ? new CallOrigin(address) { IsStored = true }
            : null;
        completion.IsRemains = completion.Conversation.Length == 0;
        completion.FinishReason = Get(remains, "FinishReason") as string;
        return completion;
    }

    // A job saves the usage as text.
    private static Usage? Usage(object? saved) => saved switch
    {
        PSObject fields => new Usage
        {
            PromptTokens = Get(fields, "PromptTokens") as long?,
            CompletionTokens = Get(fields, "CompletionTokens") as long?,
            TotalTokens = Get(fields, "TotalTokens") as long?,
        },
        string text when Regex.Match(text, "^([0-9]{1,18}) in, ([0-9]{1,18}) out$") is { Success: true } tokens => new Usage
        {
            PromptTokens = long.Parse(tokens.Groups[1].Value, CultureInfo.InvariantCulture),
            CompletionTokens = long.Parse(tokens.Groups[2].Value, CultureInfo.InvariantCulture),
        },
        _ => null,
    };

    private static object? Get(PSObject remains, string name) => Unwrap.Value(remains.Properties[name]?.Value);
}
