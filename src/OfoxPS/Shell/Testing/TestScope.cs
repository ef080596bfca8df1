using System.Collections.Generic;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Recording;

namespace OfoxPS.Shell.Testing;

/// <summary>A block of a test: who answers inside it, and what was sent.</summary>
internal sealed class TestScope
{
    private readonly TestScope? _outer;
    private readonly List<TestRequest> _requests = [];

    public TestScope(IResponder answers, TestScope? outer)
    {
        Answers = answers;
        _outer = outer;
    }

    public IResponder Answers { get; }

    /// <summary>The models that were asked for inside it. The user's own catalogue is neither read nor written by a test.</summary>
    public ICatalogStore Catalog { get; } = new MemoryCatalog();

    public IReadOnlyList<TestRequest> Requests => _requests;

    /// <summary>Decides who answers an attempt. Called on the pipeline thread, because a script block may decide.</summary>
    public void Decide(SendingEvent sending)
    {
        try
        {
            AskedRequest asked = new(sending);
            for (TestScope? scope = this; scope is not null; scope = scope._outer)
            {
                scope._requests.Add(asked.Sent);
            }

            sending.Interceptor = Answers.For(asked);
        }
        catch (OfoxException failure)
        {
            sending.Interceptor = new RefusingInterceptor(failure);
        }
    }
}
