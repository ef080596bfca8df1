using System.Collections.Generic;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Control;
using OfoxPS.Gateway.Faults;
using OfoxPS.Gateway.Limits;
using OfoxPS.Gateway.Log;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Hosting;

/// <summary>What one gateway remembers between requests.</summary>
internal sealed class GatewayState
{
    /// <summary>Milliseconds before each chunk of content, where the model's options give none.</summary>
    public int Pace { get; init; }

    public RequestLog Log { get; init; } = new();

    public Gates Gates { get; } = new();

    public WireServers Wires { get; } = new();

    public FaultCounts FaultCounts { get; } = new();

    public RateLimits Limits { get; } = new();

    public PromptCache PromptCache { get; } = new();

    /// <summary>How the list of models is answered.</summary>
    public ModelsMode Models { get; set; }

    public ConnectionCounter Connections { get; } = new();

    public IReadOnlyList<string> Addresses { get; set; } = [];

    public void Reset()
    {
        Log.Clear();
        FaultCounts.Clear();
        Limits.Clear();
        PromptCache.Clear();
        Models = ModelsMode.Known;
        Gates.Release();
    }
}
