using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Recording;

namespace OfoxPS.Shell.Testing;

/// <summary>A test block: what answers the requests inside it, and the requests that were sent.</summary>
internal sealed class TestScope(IResponder answers, TestScope? outer, bool guards = false)
{
    private static int _count;
    private readonly TestScope? _outer = outer;

    private readonly List<MaskedRequest> _requests = [];
    private readonly MemoryCatalog _catalog = new();

    /// <summary>A number that no other block of the process has.</summary>
    public int Number { get; } = System.Threading.Interlocked.Increment(ref _count);

    public IResponder Answers { get; } = answers;

    /// <summary>Whether the answers are scripted: they cost nothing, and are not request for a list of models.</summary>
    public bool IsScripted => Answers is ScriptedAnswers;

    /// <summary>Whether other runspaces of the process must not send requests to a server while the block runs.</summary>
    public bool Guards { get; } = guards;

    /// <summary>
    /// The price list of the block, which is in memory, so that a test neither reads nor changes the user's own. Null where all
    /// requests are refused: then the user's own may be read.
    /// </summary>
    public ICatalogStore? Catalog => Answers is RefusedRequests ? null : _catalog;

    public IReadOnlyList<TestRequest> Requests => [.. _requests.Select(static each => each.Sent)];

    /// <summary>The connections to MCP servers that may be used inside the block.</summary>
    public IReadOnlyList<McpServer> Servers { get; init; } = [];

    /// <summary>Whether a request of the block was not sent, because of -WhatIf, -Confirm or an error before sending.</summary>
    public bool HasWithheld { get; private set; }

    /// <summary>Records that a request of the block is not sent.</summary>
    public void Withhold() => HasWithheld = true;

    /// <summary>Decides what answers an attempt. Called on the pipeline thread, because a script block may do so.</summary>
    public void Decide(SendingEvent sending)
    {
        try
        {
            MaskedRequest request = new(sending);
            for (TestScope? scope = this; scope is not null; scope = scope._outer)
            {
                scope._requests.Add(request);
            }

            sending.Interceptor = Answers.For(request);
        }
        catch (OfoxException failure)
        {
            sending.Interceptor = PlayingInterceptor.Refusing(failure);
        }
    }
}
