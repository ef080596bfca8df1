using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Settings;

/// <summary>Reads the settings of a runspace as an OfoxConfiguration, without secrets.</summary>
internal static class ConfigurationReader
{
    private const string Mask = "****";

    private static readonly string[] Shown =
    [
        "BaseUri", "ApiKey", "Model", "MaximumRetryCount", "ConnectionTimeoutSeconds", "OperationTimeoutSeconds",
        "TimeoutSeconds", "Proxy", "ProxyCredential", "NoProxy", "Header", "LogPath", "LogContent", "LogMaximumSize", "Markdown",
    ];

    // Settings of the environment without a property in OfoxConfiguration.
    private static readonly string[] OfEnvironment = ["MaxCost", "Memory"];

    /// <summary>
    /// Reads the effective settings of this runspace, and where each comes from. A setting of the environment that is invalid is a problem
    /// of the result, and no error.
    /// </summary>
    public static OfoxConfiguration Read()
    {
        RequestSettings settings = new();
        Dictionary<string, OfoxException> problems = CallSettings.Problems(settings)
            .ToDictionary(static problem => problem.Name, static problem => problem.Failure);
        OfoxConfiguration configuration = new()
        {
            BaseUri = WithoutQuery(WithoutUser(settings.Get<Uri>("BaseUri"))),
            ApiKey = settings.SourceOf("ApiKey") is null ? null : Mask,
            Model = settings.Get<string>("Model"),
            MaximumRetryCount = settings.GetValue<int>("MaximumRetryCount")!.Value,
            ConnectionTimeoutSeconds = settings.GetValue<double>("ConnectionTimeoutSeconds")!.Value,
            OperationTimeoutSeconds = settings.GetValue<double>("OperationTimeoutSeconds")!.Value,
            TimeoutSeconds = settings.Find("TimeoutSeconds").Value as double?,
            Proxy = WithoutUser(settings.Get<Uri>("Proxy"))?.ToString(),
            ProxyCredential = settings.Get<PSCredential>("ProxyCredential")?.UserName,
            NoProxy = settings.IsSet("NoProxy"),
            Header = problems.ContainsKey("Header") ? new OrderedDictionary() : MaskedHeaders(settings),
            LogPath = settings.Get<string>("LogPath"),
            LogContent = settings.IsSet("LogContent"),
            LogMaximumSize = settings.GetValue<long>("LogMaximumSize"),
            Markdown = settings.Find("Markdown").Value as bool? ?? true,
            Settings = new Dictionary<string, object?>(RunspaceSettings.Current),
        };
        foreach (KeyValuePair<string, object?> setting in RunspaceSettings.Current.Where(setting => !Shown.Contains(setting.Key))
            .OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            configuration.Other[setting.Key] = Copy(setting.Value);
        }

        foreach (string name in OfEnvironment.Where(name => settings.SourceOf(name) is not null && !configuration.Other.Contains(name)))
        {
            configuration.Other[name] = settings.Find(name).Value is UnreadableValue unreadable
                ? unreadable.Text
                : settings.Find(name).Value;
        }

        foreach (KeyValuePair<string, OfoxException> problem in problems)
        {
            configuration.Problem[problem.Key] = problem.Value.Message;
        }

        foreach (string name in Shown.Concat(configuration.Other.Keys.Cast<string>()))
        {
            if (settings.SourceOf(name) is { } source)
            {
                configuration.Source[name] = source;
            }
        }

        return configuration;
    }

    // Copies a value, so that changing the result changes no setting.
    private static object? Copy(object? value) => value switch
    {
        ChatTool[] tools => tools.Select(static tool => tool.Name).ToArray(),
        IDictionary => JsonTreeReader.Exact(value, "Configuration"),
        Array items => items.Clone(),
        _ => value,
    };

    private static OrderedDictionary MaskedHeaders(RequestSettings settings)
    {
        OrderedDictionary headers = new();
        foreach (string name in HeaderSettings.Of(settings).Headers.Keys)
        {
            headers[name] = Mask;
        }

        return headers;
    }

    // Removes the query, because it may hold a key.
    private static Uri? WithoutQuery(Uri? address) =>
        address is { IsAbsoluteUri: true, Query.Length: > 1 } ? new UriBuilder(address) { Query = Mask }.Uri : address;

    // Removes a user name and password, which an address without a scheme may hold as well.
    private static Uri? WithoutUser(Uri? address) =>
        address is { IsAbsoluteUri: true, UserInfo.Length: > 0 }
            ? new UriBuilder(address) { UserName = Mask, Password = string.Empty }.Uri
            : address is null || address.OriginalString.LastIndexOf('@') is var at && at < 0 || IsWeb(address) ? address
            : new Uri($"{Mask}{address.OriginalString.Substring(at)}", UriKind.RelativeOrAbsolute);

    private static bool IsWeb(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
