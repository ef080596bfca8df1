using System;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>What the module makes of this assembly by name.</summary>
internal sealed class Connector : IMcpConnector
{
    public async Task<IMcpConnection> ConnectAsync(McpSettings settings, Action<McpNotice> notify, CancellationToken stop)
    {
        Action<McpNotice> told = notify;
        notify = notice => told(notice with { Text = settings.Redactor.Clean(notice.Text) });
        IServerLink link = settings.Address is null ? ServerProcess.Start(settings, notify) : new ServerAddress(settings);
        try
        {
            return await Connection.OpenAsync(settings, link, notify, stop).ConfigureAwait(false);
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }
}
