using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.FrameworkTests.Faults;

/// <summary>
/// The gateway of the run, in a process of its own: it needs a newer .NET. It ends when this process does, because its stdin closes then.
/// </summary>
internal static class GatewayProcess
{
    private static readonly Lazy<string> Lazy = new(Start);

    // Kept, because a stdin that nobody holds is closed.
    private static Process? _process;

    private static readonly HttpClient Http = new();

    /// <summary>The base URL of the API.</summary>
    public static string BaseUri => Lazy.Value;

    /// <summary>What the gateway's control endpoint says.</summary>
    public static async Task<JsonElement> AskAsync(HttpMethod method, string what)
    {
        using HttpRequestMessage request = new(method, $"{BaseUri[..^"/v1".Length]}/_gateway/{what}");
        using HttpResponseMessage response = await Http.SendAsync(request).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync().ConfigureAwait(false));
        return document.RootElement.Clone();
    }

    private static string Start()
    {
        // Of the same configuration as this: bin/<configuration>/net472.
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string gateway = Path.Combine(Checkout.Root, "tests", "OfoxPS.Gateway", "bin", configuration, "net10.0", "OfoxPS.Gateway.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", $"\"{gateway}\" --until-stdin-closes")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{gateway} ended at once.");
    }
}
