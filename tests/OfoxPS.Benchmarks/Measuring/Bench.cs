using System;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>What all groups use.</summary>
/// <param name="Session">The session in which cmdlets run.</param>
/// <param name="Rounds">How often things are measured.</param>
/// <param name="Address">The base URL of the server.</param>
/// <param name="PowerShell">The pwsh.dll of the PowerShell that is measured.</param>
internal sealed record Bench(Session Session, Rounds Rounds, string Address, string PowerShell)
{
    /// <summary>Where requests go.</summary>
    public Uri Completions { get; } = new(Address + "/chat/completions");

    /// <summary>The body of a plain request.</summary>
    public static string Body(string model, bool stream = false) =>
        $"{{\"model\":\"{model}\",{(stream ? "\"stream\":true," : "")}\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}";
}
