using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Recording;

namespace OfoxPS.Shell.Testing;

/// <summary>A block of a test: who answers inside it, and what was sent.</summary>
internal sealed class TestScope
{
    private static int _count;

    private readonly TestScope? _outer;
    private readonly List<ComparableRequest> _requests = [];
    private readonly MemoryCatalog _catalog = new();

    /// <summary>Tells it from all others of the process.</summary>
    public int Number { get; } = System.Threading.Interlocked.Increment(ref _count);

    public TestScope(IResponder answers, TestScope? outer, bool guards = false)
    {
        Answers = answers;
        Guards = guards;
        _outer = outer;
    }

    public IResponder Answers { get; }

    /// <summary>Whether the test makes the answers itself: they cost nothing, and a list of models is not asked of them.</summary>
    public bool IsScripted => Answers is ScriptedAnswers;

    /// <summary>While it runs, no other runspace of the process sends what nothing answers there.</summary>
    public bool Guards { get; }

    /// <summary>The models that were asked for inside it. The user's own catalogue is neither read nor written by a test; where all is refused (null), it may be read.</summary>
    public ICatalogStore? Catalog => Answers is RefusedRequests ? null : _catalog;

    public IReadOnlyList<TestRequest> Requests => [.. _requests.Select(static request => request.Sent)];

    /// <summary>The connections to MCP servers that the test gives.</summary>
    public IReadOnlyList<McpServer> Servers { get; init; } = [];

    /// <summary>Whether something was to be asked inside it and was not sent: by -WhatIf, by -Confirm, or because it failed before.</summary>
    public bool HasWithheld { get; private set; }

    /// <summary>Something was to be asked and is not sent.</summary>
    public void Withhold() => HasWithheld = true;

    /// <summary>Decides who answers an attempt. Called on the pipeline thread, because a script block may decide.</summary>
    public void Decide(SendingEvent sending)
    {
        try
        {
            ComparableRequest asked = new(sending);
            for (TestScope? scope = this; scope is not null; scope = scope._outer)
            {
                scope._requests.Add(asked);
            }

            sending.Interceptor = Answers.For(asked);
        }
        catch (OfoxException failure)
        {
            sending.Interceptor = new RefusingInterceptor(failure);
        }
    }
}
