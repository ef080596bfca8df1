using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Hosting;

internal static class KestrelSetup
{
    private const long LargestBody = 100L * 1024 * 1024;

    public static WebApplication Build(GatewayOptions options, GatewayState state)
    {
        // The empty builder has no logging and reads no environment variables: stdout stays one line, the port stays ours.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options, state));
        WebApplication application = builder.Build();
        Router router = new(state);
        application.Run(router.HandleAsync);
        return application;
    }

    private static void Listen(KestrelServerOptions kestrel, GatewayOptions options, GatewayState state)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, options.Port, Count);
        if (options.IPv6)
        {
            kestrel.Listen(IPAddress.IPv6Loopback, options.Port, Count);
        }

        void Count(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(state.Connections.Count);
        }
    }
}
