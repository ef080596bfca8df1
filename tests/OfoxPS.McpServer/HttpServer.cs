using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace OfoxPS.McpServer;

/// <summary>
/// The server of the SDK at <c>/mcp</c>, and those of <see cref="RawHttp"/> at <c>/raw/KIND</c>. It tells at <c>/seen</c> what it was
/// asked, and at <c>/log</c> what its tools told. It ends with its stdin.
/// </summary>
internal static class HttpServer
{
    private static readonly ConcurrentQueue<JsonObject> Seen = new();

    /// <param name="hasSessions">The older revisions of the protocol, with sessions; otherwise the newest, which has none.</param>
    /// <param name="port">The port; 0 for any.</param>
    public static async Task RunAsync(bool hasSessions, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddMcpServer(options =>
        {
            SdkServer.Configure(options);
            if (!hasSessions)
            {
                options.Handlers.SubscriptionsListenHandler = ListenAsync;
            }
        }).WithHttpTransport(
            options => options.SessionMode = hasSessions ? HttpServerSessionMode.Stateful : HttpServerSessionMode.Stateless);
        await using WebApplication app = builder.Build();
        app.Use(RememberAsync);
        app.MapMcp("/mcp");
        app.Map("/raw/{kind}", RawHttp.AnswerAsync);
        app.MapGet("/seen",
            static () => Results.Text(new JsonArray([.. Seen.Select(static one => one.DeepClone())]).ToJsonString(), "application/json"));
        app.MapGet("/log", static () => string.Join('\n', ServerLog.Lines));
        await app.StartAsync();
        Console.WriteLine(string.Join(' ', app.Urls));
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        // Whoever still listens is cut off.
        using CancellationTokenSource now = new(TimeSpan.Zero);
        await app.StopAsync(now.Token);
    }

    private static async Task RememberAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/seen") || context.Request.Path.StartsWithSegments("/log"))
        {
            await next(context);
            return;
        }

        context.Request.EnableBuffering();
        using StreamReader reader = new(context.Request.Body, leaveOpen: true);
        string body = await reader.ReadToEndAsync();
        context.Request.Body.Position = 0;
        Seen.Enqueue(new JsonObject
        {
            ["method"] = context.Request.Method,
            ["host"] = context.Request.Host.Host,
            ["path"] = context.Request.Path.Value,
            ["call"] = body.Length > 0 ? (string?)JsonNode.Parse(body)!["method"] : null,
            ["session"] = (string?)context.Request.Headers["Mcp-Session-Id"],
            ["authorization"] = (string?)context.Request.Headers.Authorization,
        });
        await next(context);
    }

    // Without sessions the SDK leaves announcements to whoever makes the server.
    private static async ValueTask<EmptyResult> ListenAsync(
        RequestContext<SubscriptionsListenRequestParams> request, CancellationToken stop)
    {
        JsonNode id = request.JsonRpcRequest.Id.Id is long number ? JsonValue.Create(number)
            : JsonValue.Create($"{request.JsonRpcRequest.Id}")!;
        JsonObject Parameters(JsonObject own)
        {
            own["_meta"] = new JsonObject { [MetaKeys.SubscriptionId] = id.DeepClone() };
            return own;
        }

        SemaphoreSlim changed = new(0);
        EventHandler onChanged = (_, _) => changed.Release();
        SdkServer.Added.Changed += onChanged;
        try
        {
            await request.Server.SendMessageAsync(
                new JsonRpcNotification
                {
                    Method = NotificationMethods.SubscriptionsAcknowledgedNotification,
                    Params = Parameters(new JsonObject { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } }),
                },
                stop);
            ServerLog.Write("somebody listens");
            while (true)
            {
                await changed.WaitAsync(stop);
                await request.Server.SendMessageAsync(
                    new JsonRpcNotification { Method = NotificationMethods.ToolListChangedNotification, Params = Parameters([]) }, stop);
            }
        }
        finally
        {
            SdkServer.Added.Changed -= onChanged;
            ServerLog.Write("nobody listens");
        }
    }
}
