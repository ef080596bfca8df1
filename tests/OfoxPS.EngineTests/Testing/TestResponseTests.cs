using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Testing;

public sealed class TestResponseTests : EngineTest
{
    [Fact]
    public void A_test_answers_instead_of_the_server()
    {
        Assert.Equal("Hello!", Engine.Run("Use-OfoxTestResponse 'Hello!' { ofox 'hi' }").Single<ChatCompletion>().Content);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_fault_of_a_test_is_the_error_of_a_server() =>
        Engine.Try("Use-OfoxTestResponse (New-OfoxTestResponse -Fault RateLimited) { ofox 'hi' -MaximumRetryCount 0 }").Fails("OfoxRateLimited");

    [Fact]
    public void A_cassette_answers_as_the_server_did_when_it_was_recorded()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("hello.json");

        Engine.Run("param($path) Use-OfoxCassette $path -Mode Record { ofox 'hello there' }", path).Single<ChatCompletion>();
        ChatCompletion replayed = Engine.Run("param($path) Use-OfoxCassette $path { ofox 'hello there' }", path).Single<ChatCompletion>();

        Assert.Equal("hello there", replayed.Content);
        Assert.Single(Engine.Requests);
    }
}
