using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using OfoxPS.Core.Client;
using Xunit;

namespace OfoxPS.UnitTests.Layers;

/// <summary>Who may know whom. Read from the built assembly, so that nothing is overlooked.</summary>
public sealed class LayerTests
{
    private const string PowerShell = "System.Management.Automation";

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlySet<string>>> Types = new(static () => TypeWalk.Of(typeof(OfoxClient).Assembly.Location));

    // What each room may know, of ours. Everything else is above it.
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "OfoxPS", [] },
        { "OfoxPS.Json", [] },
        { "OfoxPS.Client", ["Json"] },
        { "OfoxPS.Errors", [] },
        { "OfoxPS.Logging", ["Json"] },
        { "OfoxPS.Rehearsal", ["Json", "Client"] },
        { "OfoxPS.Probing", ["Json", "Client", "Errors"] },
        { "OfoxPS.Schema", ["Json"] },
        { "OfoxPS.Values", ["Json"] },
        { "OfoxPS.Settings", ["Json", "Client", "Logging", "Values"] },
        { "OfoxPS.Tools", ["Json", "Schema", "Values"] },
        { "OfoxPS.Binding", ["Json", "Client", "Schema", "Settings", "Tools", "Values"] },
        { "OfoxPS.Typed", ["Json", "Schema", "Values", "Binding"] },
        { "OfoxPS.Formatting", ["Json", "Rehearsal", "Values"] },
    };

    [Theory]
    [InlineData("OfoxPS")]
    [InlineData("OfoxPS.Json")]
    [InlineData("OfoxPS.Client")]
    [InlineData("OfoxPS.Logging")]
    [InlineData("OfoxPS.Rehearsal")]
    [InlineData("OfoxPS.Probing")]
    public void Knows_no_PowerShell(string layer) => Assert.Empty(Uses(layer, static name => IsIn(name, PowerShell)));

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Arrows_point_down(string layer, string[] below) => Assert.Empty(Uses(
        layer, name => IsIn(name, "OfoxPS") && RoomOf(name) is { Length: > 0 } room && "OfoxPS." + room != layer && !below.Contains(room)));

    [Fact]
    public void The_commands_know_no_HTTP_and_no_JSON() => Assert.Empty(Uses(
        "OfoxPS.Commands", static name => IsIn(name, "System.Net") || IsIn(name, "System.Text.Json") || IsIn(name, "OfoxPS.Json")));

    [Theory]
    [InlineData("OfoxPS.Commands", PowerShell)]
    [InlineData("OfoxPS.Pipeline", PowerShell)]
    [InlineData("OfoxPS.Client", "System.Net.Http")]
    [InlineData("OfoxPS.Client", "OfoxPS.Json")]
    [InlineData("OfoxPS.Json", "System.Text.Json")]
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

    private static IEnumerable<string> Uses(string layer, Func<string, bool> forbidden) => Types.Value
        .Where(type => layer == "OfoxPS" ? type.Key.LastIndexOf('.') == layer.Length && type.Key.StartsWith("OfoxPS.", StringComparison.Ordinal) : IsIn(type.Key, layer))
        .SelectMany(type => type.Value.Where(forbidden).Select(name => $"{type.Key} -> {name}"));

    // OfoxPS.Client.Recording.X is in the room Client; OfoxPS.X is in none, but what users hold.
    private static string RoomOf(string name) => name.Split('.') is { Length: > 2 } parts ? parts[1] : string.Empty;

    private static bool IsIn(string name, string space) => name.StartsWith(space + ".", StringComparison.Ordinal);
}
