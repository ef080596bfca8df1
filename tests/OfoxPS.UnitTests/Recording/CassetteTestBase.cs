using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Core.Recording;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.UnitTests.Recording;

/// <summary>A cassette in a folder of its own, and calls that it records or answers.</summary>
public abstract class CassetteTestBase : IDisposable
{
    private protected string Folder { get; } = Directory.CreateTempSubdirectory("ofox").FullName;

    private protected string Path => System.IO.Path.Combine(Folder, "x.json");

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static void Answer(CassetteSession session, CallEvent item)
    {
        if (item is SendingEvent sending)
        {
            sending.Interceptor = session.For(new MaskedRequest(sending));
        }
    }

    private protected async Task<CallResult> RunAsync(
        CassetteMode mode, FakeServer server, ChatRequest? request = null, CallOptions? options = null, CancellationToken token = default)
    {
        CassetteSession session = new(new CassetteOptions { Path = Path, Mode = mode });
        CallResult result = await CallResult.OfAsync(server, request, options, seen: item => Answer(session, item), token: token);
        session.TakeWriteError(waits: true);
        return result;
    }
}
