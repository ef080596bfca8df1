using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Catalog;

/// <summary>Get-OfoxModel, its cache, and completion. The cache is named by the environment, which is the whole process's.</summary>
[Collection(ProcessState.Name)]
public sealed class ModelTests : EngineTest, IDisposable
{
    private readonly EnvironmentVariables _environment = new();

    public ModelTests()
    {
        _environment["OFOX_CACHE"] = Folder.File("cache");
        Engine.Gateway.SetModels("Known");
    }

    void IDisposable.Dispose()
    {
        Engine.Gateway.SetModels("Known");
        _environment.Dispose();
        Dispose();
    }

    [Fact]
    public void Models_have_prices_and_what_they_take()
    {
        var models = Engine.Run("Get-OfoxModel").All<OfoxModel>();

        Assert.Equal(6, models.Count);
        OfoxModel first = models[0];
        Assert.Equal(
            ("openai/gpt-4o", 2.5m, 10m, 1.25m, 128_000L),
            (first.Id, first.InputPrice, first.OutputPrice, first.CacheReadPrice, first.ContextLength));
        Assert.Contains("image", first.InputModalities);
    }

    [Theory]
    [InlineData("ofox hi -Model openai/gpt4o")]
    [InlineData("ofox hi -Model gpt-4o")]
    [InlineData("Get-OfoxModel openai/gpt4o")]
    public void An_unknown_model_is_told_with_the_nearest_one_of_the_list(string script)
    {
        Engine.Run("Get-OfoxModel").Succeeded();

        EngineResult result = Engine.Try(script);
        Assert.Contains(
            "Did you mean openai/gpt-4o?", (result.Failure ?? result.Error("OfoxModelNotFound")).ErrorDetails.RecommendedAction,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ofox hi -m sonnet", "Did you mean anthropic/claude-sonnet-4.5?")]
    [InlineData("Get-OfoxModel claude", "Did you mean anthropic/claude-sonnet-4.5?")]
    [InlineData("ofox hi -m 4O", "Did you mean openai/gpt-4o or openai/gpt-4o-mini?")]
    public void A_part_of_a_name_is_answered_with_the_models_that_have_it(string script, string words)
    {
        Engine.Run("Get-OfoxModel").Succeeded();

        EngineResult result = Engine.Try(script);
        Assert.Contains(
            words, (result.Failure ?? result.Error("OfoxModelNotFound")).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_model_takes_is_a_property_of_the_name_of_its_column() =>
        Assert.Equal(4, Engine.Run("Get-OfoxModel | Where-Object Takes -Contains image").All<OfoxModel>().Count);

    [Fact]
    public void Without_a_list_no_model_is_guessed() =>
        Assert.DoesNotContain(
            "Did you mean", Engine.Try("ofox hi -Model gpt-4o")
            .Fails("OfoxModelNotFound").ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Fact]
    public void The_server_is_asked_once_and_on_demand()
    {
        Engine.Run("Get-OfoxModel; Get-OfoxModel").Succeeded();
        Assert.Equal("/v1/models", Assert.Single(Engine.Requests).Path);

        Engine.Run("Get-OfoxModel -Refresh").Succeeded();
        Assert.Equal(304, Engine.Requests[^1].Status);
    }

    [Theory]
    [InlineData("Get-OfoxModel gemini*", "google/gemini-3-flash-preview")]
    [InlineData("Get-OfoxModel gpt-4o", "openai/gpt-4o")]
    [InlineData("Get-OfoxModel OPENAI/GPT-4O", "openai/gpt-4o")]
    [InlineData("Get-OfoxModel 'Claude Sonnet*'", "anthropic/claude-sonnet-4.5")]
    [InlineData("'gpt-4o', 'gpt-4o*' | Get-OfoxModel", "openai/gpt-4o openai/gpt-4o-mini")]
    [InlineData("[pscustomobject] @{ Model = 'z-ai/*' } | Get-OfoxModel", "z-ai/glm-5-turbo")]
    [InlineData("Get-OfoxModel gpt-4o | Get-OfoxModel", "openai/gpt-4o")]
    [InlineData("Get-OfoxModel -InputModality image -MaximumPrice 3", "openai/gpt-4o-mini google/gemini-3-flash-preview")]
    [InlineData("Get-OfoxModel -SupportedParameter reasoning", "deepseek/deepseek-v3.2")]
    [InlineData("Get-OfoxModel nothing*", "")]
    public void Which_models(string script, string ids) =>
        Assert.Equal(ids, string.Join(' ', Engine.Run(script).All<OfoxModel>().Select(static model => model.Id)));

    [Fact]
    public void A_name_that_no_model_has_is_an_error()
    {
        ErrorRecord error = Engine.Run("Get-OfoxModel no/such, gpt-4o").Error("OfoxModelNotFound");
        Assert.Contains("'no/such'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Get-OfoxModel lists all", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_server_fails_the_old_list_serves_with_a_warning()
    {
        Engine.Run("Get-OfoxModel").Succeeded();
        string file = Assert.Single(Directory.GetFiles(Folder.File("cache")));
        File.WriteAllText(
            file, File.ReadAllText(file).Replace($"\"date\":\"{DateTime.UtcNow.Year}", "\"date\":\"2020", StringComparison.Ordinal));
        Engine.Gateway.SetModels("Fails");

        EngineResult result = Engine.Run("Get-OfoxModel -MaximumRetryCount 0");

        Assert.Equal(6, result.All<OfoxModel>().Count);
        Assert.Matches("^The models are [0-9]+ days old: ", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"version":99}""")]
    public void A_cache_that_cannot_be_used_is_told_of_verbosely_and_no_error(string content)
    {
        Engine.Run("Get-OfoxModel").Succeeded();
        File.WriteAllText(Assert.Single(Directory.GetFiles(Folder.File("cache"))), content);

        EngineResult result = Engine.Run("Get-OfoxModel -Verbose");

        Assert.Equal(6, result.All<OfoxModel>().Count);
        Assert.Contains(result.Verbose, static line => line.Contains("are ignored", StringComparison.Ordinal));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_cache_that_is_off_keeps_nothing()
    {
        _environment["OFOX_CACHE"] = "off";
        Engine.Run("Get-OfoxModel; Get-OfoxModel").Succeeded();

        Assert.Equal(2, Engine.Requests.Count);
        Assert.False(Directory.Exists(Folder.File("cache")));
    }

    [Fact]
    public void A_test_answers_this_request_too_and_leaves_the_cache_alone()
    {
        PSObject[] output = [.. Engine.Run(
            "Use-OfoxTestResponse (New-OfoxTestResponse -Json @{ data = @(@{ id = 'x/y' }) }) { Get-OfoxModel; Get-OfoxModel }; "
                + "(Get-OfoxTestRequest).Method").Succeeded().Output];

        Assert.Equal("x/y x/y GET", string.Join(' ', output.Select(static item => $"{item}")));
        Assert.Empty(Engine.Requests);
        Assert.False(Directory.Exists(Folder.File("cache")));
    }

    [Fact]
    public void A_cassette_keeps_the_list_and_plays_it_apart_from_conversations()
    {
        string script =
            "param($path, $mode) Use-OfoxCassette $path -Mode $mode -MatchOn None { (Get-OfoxModel).Count; (ofox 'say: hello').Content }";
        Engine.Run(script, Folder.File("c.json"), "Record").Succeeded();
        int sent = Engine.Requests.Count;

        EngineResult played = Engine.Run(script, Folder.File("c.json"), "Replay").Succeeded();

        Assert.Equal("6\nhello", played.Text);
        Assert.Equal((2, 2), (sent, Engine.Requests.Count));
    }

    [Fact]
    public void Completion_shows_what_the_cache_knows_and_asks_nobody()
    {
        Assert.Contains(Engine.Complete("ofox -Model deepseek"), static found => found.CompletionText == "deepseek/deepseek-v3.2");
        Assert.Empty(Engine.Requests);

        Engine.Run("Get-OfoxModel").Succeeded();
        CompletionResult gemini = Assert.Single(Engine.Complete("ofox -Fallback gemini"));

        Assert.Equal("google/gemini-3-flash-preview", gemini.CompletionText);
        Assert.Equal(
            "Gemini 3 Flash Preview (google/gemini-3-flash-preview) · $0.50 in, $3.00 out per million tokens · context 1,048,576 · "
            + "takes text, image", gemini.ToolTip);
        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void A_model_from_the_pipeline_is_asked()
    {
        var answers = Engine.Run("Get-OfoxModel gpt-4o* | ofox 'say: hi'").All<ChatCompletion>();

        Assert.Equal(["openai/gpt-4o", "openai/gpt-4o-mini"], answers.Select(static answer => answer.Model));
        Assert.All(answers, static answer => Assert.Equal("hi", answer.Content));
    }

    [Fact]
    public void With_a_model_of_their_own_models_are_what_the_prompt_is_about()
    {
        Engine.Run("Get-OfoxModel gpt-4o* | ofox 'Which is cheaper?' -Together").Succeeded();
        Assert.Contains("openai/gpt-4o-mini", Engine.LastSent.Entry.Body, StringComparison.Ordinal);

        Engine.Run("Get-OfoxModel gpt-4o-mini | ofox 'What is this?' -Model openai/gpt-4o").Succeeded();
        Assert.Equal("openai/gpt-4o", Engine.Requests[^1].Model);
    }

    [Fact]
    public void The_table_reads_well()
    {
        string shown = Engine.Show("Get-OfoxModel *gpt-4o, *glm*");

        Assert.Contains("openai/gpt-4o    128,000   $2.50   $10.00 text, image", shown, StringComparison.Ordinal);
    }
}
