using System;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Chat;

/// <summary>Dictionaries and objects that are taken for messages, and those that are data.</summary>
public sealed class MessageDictionaryTests : EngineTest
{
    [Theory]
    [InlineData("@{ role = 'user'; content = 'hi' } | ofox")]
    [InlineData("[pscustomobject] @{ role = 'user'; content = 'hi' } | ofox")]
    [InlineData("@{ Role = 'User'; Content = 'hi' } | ofox")]
    [InlineData("ofox -InputObject @{ role = 'user'; content = 'hi' }")]
    public void A_dictionary_with_role_and_content_is_a_message(string script)
    {
        Engine.Run(script).Succeeded();

        Assert.Equal(1, Engine.Sent.Body.GetProperty("messages").GetArrayLength());
        Assert.Equal("hi", Engine.Sent.LastText);
    }

    [Theory]
    [InlineData("@{ role = 'system'; content = 'be brief' }, @{ role = 'user'; content = 'hi' } | ofox")]
    [InlineData(", @(@{ role = 'system'; content = 'be brief' }, @{ role = 'user'; content = 'hi' }) | ofox")]
    [InlineData("ofox -InputObject @{ role = 'system'; content = 'be brief' }, ([pscustomobject] @{ role = 'user'; content = 'hi' })")]
    [InlineData("@{ role = 'system'; content = 'be brief' } | ofox 'hi'")]
    public void Several_are_one_conversation(string script)
    {
        Engine.Run(script).Succeeded();

        Assert.Equal("be brief", Engine.Sent.Body.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal("hi", Engine.Sent.Body.GetProperty("messages")[1].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("@{ role = 'admin'; content = 'x' }")]
    [InlineData("@{ role = 'user'; content = 'x'; department = 'sales' }")]
    [InlineData("@{ role = 'user' }")]
    [InlineData("@{ content = 'x' }")]
    public void What_has_other_fields_is_data(string data)
    {
        Engine.Run($"{data} | ofox 'Summarize.'").Succeeded();

        Assert.StartsWith("Summarize.\n\n{", Engine.Sent.LastText, StringComparison.Ordinal);
    }
}
