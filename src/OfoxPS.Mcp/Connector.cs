using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>Connects to servers. The module knows this type by its name alone and makes one in the load context of this assembly.</summary>
internal sealed class Connector : IMcpConnector
{
    public async Task<IMcpConnection> ConnectAsync(McpSettings settings, Action<McpNotice> notify, CancellationToken stop)
    {
        void Notify(McpNotice notice) => notify(notice with { Text = settings.Redactor.Clean(notice.Text) });
        try
        {
            IServerLink link = settings.Address is null ? ServerProcess.Start(settings, Notify) : new ServerAddress(settings);
            return await Connection.OpenAsync(settings, link, Notify, stop).ConfigureAwait(false);
        }
        catch (OfoxException failure)
        {
            throw failure.Cleaned(settings.Redactor.Clean);
        }
    }
}
