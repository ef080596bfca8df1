using System;
using System.Collections.Generic;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Settings;

/// <summary>Settings from environment variables, which is also how child processes and parallel runspaces get theirs.</summary>
internal static class EnvironmentSettings
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["ApiKey"] = "OFOX_API_KEY",
        ["BaseUri"] = "OFOX_BASE_URL",
        ["Model"] = "OFOX_MODEL",
        ["Header"] = "OFOX_HEADERS",
        ["LogPath"] = "OFOX_LOG",
        ["LogContent"] = "OFOX_LOG_CONTENT",
        ["Markdown"] = "OFOX_MARKDOWN",
    };

    public static Dictionary<string, object?> Read()
    {
        Dictionary<string, object?> values = [];
        foreach (string name in Variables.Keys)
        {
            if (Environment.GetEnvironmentVariable(Variables[name]) is { } written && TextCut.WithoutQuotes(written) is { Length: > 0 } text)
            {
                values[name] = name switch
                {
                    "ApiKey" => Secret.Wrap(text),
                    "BaseUri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address) ? address : text,
                    "Header" => (object?)JsonTree.ParseObject(text) ?? text,
                    "LogContent" => text.ToLowerInvariant() is "1" or "true" or "yes" or "on",
                    "Markdown" => text.ToLowerInvariant() is not ("0" or "false" or "no" or "off"),
                    "LogPath" => SessionFolder.Full(text),
                    _ => text,
                };
            }
        }

        return values;
    }

    public static string SourceOf(string name) => "$env:" + Variables[name];
}
