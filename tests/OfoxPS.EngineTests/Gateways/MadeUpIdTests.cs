using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Gateways;

/// <summary>Servers that give calls of tools no ids.</summary>
public sealed class MadeUpIdTests : EngineTest
{
    [Fact]
    public void Ids_that_are_made_up_differ_in_the_whole_conversation()
    {
        ChatCompletion answer = Engine.Run("""
            function global:Get-Part([string] $Name) { "part $Name" }
            $call = { New-OfoxTestResponse -ToolCall ([OfoxPS.ChatToolCall]::new('', 'Get-Part', '{"Name":"a"}')) }
            Use-OfoxTestResponse (& $call), (& $call), 'done' { ofox 'q' -Tool Get-Part }
            """).Single<ChatCompletion>();

        string[] ids = [.. answer.Conversation.SelectMany(static message => message.ToolCalls).Select(static call => call.Id)];
        Assert.Equal("done", answer.Content);
        Assert.Equal(2, ids.Length);
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(ids, answer.Conversation.Where(static message => message.Role == "tool").Select(static message => message.ToolCallId));
    }
}
