using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Layers;

/// <summary>
/// Which folder may use which: the table of docs/architecture.md, compared with the types that each type of the built assembly names.
/// </summary>
public sealed class LayerTests
{
    private const string PowerShell = "System.Management.Automation";

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlySet<string>>> Types =
        new(static () => TypeWalk.Of(typeof(OfoxClient).Assembly.Location));

    private static readonly string[] Layers = LayerTable.Read(Path.Combine(Checkout.Root, "docs", "architecture.md"));

    [Fact]
    public void Core_knows_no_PowerShell() => Assert.Empty(
        Types.Value.Where(static type => LayerOf(type.Key)?.StartsWith("Core.", StringComparison.Ordinal) == true)
            .SelectMany(static type => type.Value.Where(static name => IsIn(name, PowerShell)).Select(name => $"{type.Key} -> {name}")));

    [Fact]
    public void Every_layer_is_in_the_table() =>
        Assert.Empty(Types.Value.Keys.Select(LayerOf).OfType<string>().Distinct().Except(Layers));

    [Fact]
    public void A_layer_uses_only_what_stands_before_it_in_the_table()
    {
        string upward = string.Join("\n", Types.Value.Where(static type => LayerOf(type.Key) is not null)
            .SelectMany(static type => type.Value.Where(Types.Value.ContainsKey).Select(name => (User: type.Key, Used: name)))
            .Where(static use => LayerOf(use.Used) is { } used && Array.IndexOf(Layers, used) > Array.IndexOf(Layers, LayerOf(use.User)))
            .Select(static use => $"{use.User} -> {use.Used}"));

        Assert.True(upward.Length == 0, upward);
    }

    [Fact]
    public void The_commands_know_no_HTTP_and_no_JSON() => Assert.Empty(Uses(
        "OfoxPS.Commands", static name => IsIn(name, "System.Net") || IsIn(name, "System.Text.Json") || IsIn(name, "OfoxPS.Core.Json")));

    [Theory]
    [InlineData("OfoxPS.Commands", PowerShell)]
    [InlineData("OfoxPS.Shell.Cmdlets", PowerShell)]
    [InlineData("OfoxPS.Core.Client", "System.Net.Http")]
    [InlineData("OfoxPS.Core.Client", "OfoxPS.Core.Json")]
    [InlineData("OfoxPS.Core.Json", "System.Text.Json")]
    public void The_walk_finds_what_is_there(string layer, string space) => Assert.NotEmpty(Uses(layer, name => IsIn(name, space)));

    [Theory]
    [InlineData("System.Version", "interface")]
    [InlineData("System.Text.Rune", "constraint")]
    [InlineData("System.Text.RegularExpressions.Regex", "generic field")]
    [InlineData("System.ComponentModel.CancelEventArgs", "event")]
    [InlineData("System.Numerics.Complex", "property")]
    [InlineData("System.Half", "array parameter")]
    [InlineData("System.DateOnly", "reference parameter")]
    [InlineData("System.Diagnostics.CodeAnalysis.NotNullAttribute", "attribute")]
    [InlineData("System.UriTypeConverter", "value of an attribute")]
    [InlineData("System.Xml.XmlNode", "lambda")]
    [InlineData("System.Net.Mail.SmtpException", "catch")]
    [InlineData("System.TimeOnly", "state machine")]
    public void The_walk_looks_everywhere(string type, string place)
    {
        IReadOnlySet<string> named = TypeWalk.Of(typeof(LayerTests).Assembly.Location)["OfoxPS.UnitTests.Layers.WalkedSample`1"];

        Assert.True(named.Contains(type), $"It does not look at a type in this place: {place}.");
    }

    [Fact]
    public void Whoever_holds_the_assembly_does_not_hold_PowerShell() =>
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, "System.Management.Automation.dll")));

    private static IEnumerable<string> Uses(string space, Func<string, bool> forbidden) => Types.Value
        .Where(type => IsIn(type.Key, space))
        .SelectMany(type => type.Value.Where(forbidden).Select(name => $"{type.Key} -> {name}"));

    // What users hold is in the namespace OfoxPS, as is Poly, which every layer may use, and the cmdlets, whose names are a part of every
    // error id, in OfoxPS.Commands.
    private static string? LayerOf(string name)
    {
        int end = name.LastIndexOf('.');
        return end < 0 || !IsIn(name, "OfoxPS") ? null : name.Remove(end) switch
        {
            "OfoxPS" => name == "OfoxPS.Poly" ? "Poly" : "Core.Model",
            "OfoxPS.Commands" => "Shell.Commands",
            string space => space.Substring("OfoxPS.".Length),
        };
    }

    private static bool IsIn(string name, string space) => name.StartsWith(space + ".", StringComparison.Ordinal);
}
