using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Reliability;

/// <summary>The limits of docs/reliability.md that cmdlets keep: as much as the page says is accepted, and one more is not.</summary>
public sealed class LimitTests : EngineTest
{
    private const string Call = "ofox 'call script({})' -WarningVariable warned -WarningAction SilentlyContinue -Tool ";

    private const string ManyItems = "$items = [object[]]::new($args[0]); [array]::Fill($items, 'x'); ";

    [Fact]
    public void Output_of_a_tool() => Plays("output of a tool", size =>
    {
        Engine.Run(Call + $"{{ 'x' * {size} }}").Succeeded();
        return Engine.LastSent.LastText!.Length == size;
    });

    [Fact]
    public void Warnings_of_a_tool() => Plays("warnings and errors of a tool", size =>
    {
        Engine.Run(Call + $"{{ [CmdletBinding()] param() $PSCmdlet.WriteWarning('x' * {size - "WARNING: ".Length}) }}").Succeeded();
        return Engine.LastSent.LastText!.Count(static character => character == 'x') == size - "WARNING: ".Length;
    });

    [Fact]
    public void Rounds_of_tools() => Plays("rounds of tool calls", rounds =>
    {
        // A model that calls the tool for ever: the first request, and one for each round.
        Engine.Try("ofox 'x' -Model 'openai/gpt-4o?endless' -Tool { 'again' }").Fails("OfoxToolLimit");
        int played = Engine.Requests.Count - _before;
        _before = Engine.Requests.Count;
        return rounds <= played - 1;
    });

    [Fact]
    public void Json_of_the_input() => Plays("JSON of the input of one request", size =>
    {
        // {"a":"..."}
        EngineResult result = Engine.Run($"[pscustomobject]@{{ a = 'x' * {size - 8} }} | ConvertTo-OfoxRequest y");
        return result.Warnings.Count == 0;
    });

    [Fact]
    public void Values_of_a_parameter() => Plays("values of a parameter that is sent as it is", count =>
        // The dictionary, its list, and the name count too.
        Engine.Try(ManyItems + "$null = ConvertTo-OfoxRequest x -ExtraBody @{ more = $items }", (int)count - 3).Failure is null);

    [Fact]
    public void Items_of_the_input() => Plays("items of `-InputObject` that are texts", count =>
        Engine.Try(ManyItems + "$null = ConvertTo-OfoxRequest x -InputObject $items", (int)count).Failure is null);

    [Fact]
    public void Items_together()
    {
        int cap = (int)Listed("items that `-Together` makes one request of");
        int read = 0;
        Assert.Null(Engine.Try(ManyItems + "$null = $items | ConvertTo-OfoxRequest x -Together", cap).Failure);

        // Whoever writes without an end is stopped at the next one.
        ErrorRecord error = Engine.Try("param($endless) $endless | ConvertTo-OfoxRequest x -Together", Endless())
            .Fails("OfoxInvalidArgument");
        Assert.Contains("1,000,000 items", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(cap + 1, read);

        IEnumerable<object> Endless()
        {
            while (true)
            {
                read++;
                yield return 1;
            }
        }
    }

    [Fact]
    public void Text_together() => Plays("text that `-Together` makes one request of", size =>
        Engine.Try("$null = 'y', ('x' * ($args[0] - 1)) | ConvertTo-OfoxRequest x -Together", (int)size).Failure is null);

    [Fact]
    public void The_conversation() => Plays("the conversation that `-Continue` goes on with", size =>
    {
        // The answer is one character more.
        return Engine.Try(
            $"$null = Use-OfoxTestResponse 'y', 'z' -AllowUnused {{ ofox ('x' * {size - 1}); ofox more -Continue }}").Failure is null;
    });

    private int _before;

    private static void Plays(string what, Func<long, bool> fits)
    {
        long cap = Listed(what);

        Assert.True(fits(cap), $"{cap} was not accepted");
        Assert.False(fits(cap + 1), $"{cap + 1} was accepted");
    }

    // What stands in the docs, not what the code says.
    private static long Listed(string what)
    {
        string row = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "reliability.md"))
            .Single(line => line.StartsWith($"| {what} | ", StringComparison.Ordinal));
        return long.Parse(row.Split('|')[2].Trim().Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }
}
