using System.Threading.Tasks;
using OfoxPS.Gateway;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>A gateway for the tests of one class, which run one after another.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal GatewayServer Server { get; private set; } = null!;

    internal GatewayClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await GatewayServer.StartAsync();
        Client = new GatewayClient(Server.BaseUri);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
