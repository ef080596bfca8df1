using System;
using System.Collections.Generic;
using System.Security;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;

namespace OfoxPS.UnitTests.Support;

/// <summary>Requests and options that tests begin with.</summary>
internal static class Ask
{
    public const string Key = "sk-test-0123456789";

    public static ChatRequest Plain { get; } = new() { Model = "asked/model", Messages = [new ChatMessage("user", "hi")] };

    public static ChatRequest Streamed { get; } = Plain with { Stream = true };

    public static CallOptions Options { get; } = new()
    {
        Endpoint = new Uri("https://gateway.test/v1/chat/completions"),
        ApiKey = Secret(Key),
    };

    public static CallOptions Once { get; } = Options with { MaximumRetryCount = 0 };

    public static SecureString Secret(string text)
    {
        SecureString secret = new();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }

    public static ChatRequest With(params IReadOnlyList<ChatMessage> messages) => Plain with { Messages = messages };

    /// <summary>The request's JSON, where it holds no image.</summary>
    public static string Json(ChatRequest request) => RequestWriter.Write(request).Describe();
}
