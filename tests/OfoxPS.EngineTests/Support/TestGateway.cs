using System;
using System.Collections;
using OfoxPS.Gateway;

namespace OfoxPS.EngineTests.Support;

/// <summary>The one gateway of the run, and the environment that every test begins with: its address and a key, nothing else.</summary>
internal static class TestGateway
{
    /// <summary>The key of the environment. An <see cref="Engine"/> has a key of its own, unless it is told not to.</summary>
    public const string EnvironmentKey = "sk-engine-environment";

    private static readonly Lazy<GatewayServer> Lazy = new(Start);

    public static GatewayServer Server => Lazy.Value;

    private static GatewayServer Start()
    {
        GatewayServer server = GatewayServer.StartAsync().GetAwaiter().GetResult();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (((string)variable.Key).StartsWith("OFOX_", StringComparison.OrdinalIgnoreCase))
            {
                Environment.SetEnvironmentVariable((string)variable.Key, null);
            }
        }

        Environment.SetEnvironmentVariable("OFOX_BASE_URL", server.BaseUri);
        Environment.SetEnvironmentVariable("OFOX_API_KEY", EnvironmentKey);

        // Prices that one test has fetched would show in the line under the answers of another.
        Environment.SetEnvironmentVariable("OFOX_CACHE", "off");
        return server;
    }
}
