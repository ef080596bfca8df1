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

    // What each room may know, of ours; each arrow points to a room above it in this list. The types of Core.Model are in the namespace OfoxPS.
    private static readonly (string Name, string[] Below)[] Rooms =
    [
        ("Poly", []),
        ("Core.Files", []),
        ("Core.Text", []),
        ("Core.Terminal", []),
        ("Core.Model", ["Core.Files", "Core.Text"]),
        ("Core.Json", ["Core.Files", "Core.Model", "Core.Text"]),
        ("Core.Pacing", ["Core.Model"]),
        ("Core.Catalog", ["Core.Files", "Core.Json", "Core.Model", "Core.Text"]),
        ("Core.Client", ["Core.Catalog", "Core.Json", "Core.Model", "Core.Pacing", "Core.Text"]),
        ("Core.Recording", ["Core.Client", "Core.Files", "Core.Json", "Core.Model", "Core.Text"]),
        ("Core.Schema", ["Core.Json", "Core.Model", "Core.Text"]),
        ("Core.Logging", ["Core.Files", "Core.Json", "Core.Model", "Core.Text"]),
        ("Core.Preview", ["Core.Catalog", "Core.Client", "Core.Json", "Core.Model", "Core.Text"]),
        ("Core.Checkpoint", ["Core.Client", "Core.Files", "Core.Json", "Core.Model", "Core.Preview", "Core.Text"]),
        ("Core.Conversations", ["Core.Catalog", "Core.Checkpoint", "Core.Client", "Core.Json", "Core.Model", "Core.Pacing", "Core.Text"]),
        ("Core.Diagnostics", ["Core.Client", "Core.Json", "Core.Model", "Core.Text"]),
        ("Shell.Errors", ["Core.Diagnostics", "Core.Model", "Core.Text"]),
        ("Shell.Conversion", ["Core.Files", "Core.Json", "Core.Model", "Core.Schema", "Core.Text"]),
        ("Shell.Settings", ["Core.Catalog", "Core.Client", "Core.Files", "Core.Json", "Core.Logging", "Core.Model", "Core.Preview", "Core.Text", "Shell.Conversion"]),
        ("Shell.Tools", ["Core.Conversations", "Core.Files", "Core.Json", "Core.Model", "Core.Schema", "Core.Text", "Shell.Conversion"]),
        ("Shell.StructuredOutput", ["Core.Conversations", "Core.Json", "Core.Model", "Core.Schema", "Core.Text", "Shell.Conversion"]),
        ("Shell.Binding", ["Core.Catalog", "Core.Client", "Core.Json", "Core.Model", "Core.Text", "Shell.Conversion", "Shell.Settings", "Shell.Tools"]),
        ("Shell.Terminal", ["Core.Terminal", "Shell.Conversion", "Shell.Settings"]),
        ("Shell.Formatting", ["Core.Json", "Core.Model", "Core.Preview", "Core.Terminal", "Core.Text", "Shell.Conversion", "Shell.Terminal"]),
        ("Shell.Testing", ["Core.Catalog", "Core.Client", "Core.Json", "Core.Model", "Core.Recording", "Core.Text", "Shell.Binding", "Shell.Errors"]),
        ("Shell.Pipeline", ["Core", "Shell.Binding", "Shell.Conversion", "Shell.Errors", "Shell.Settings", "Shell.StructuredOutput", "Shell.Terminal", "Shell.Testing", "Shell.Tools"]),
        ("Shell.Diagnostics", ["Core", "Shell.Conversion", "Shell.Errors", "Shell.Pipeline", "Shell.Settings", "Shell.Testing"]),
        ("Shell.Commands", ["Core", "Shell"]),
    ];

    public static TheoryData<string> RoomNames => [.. Rooms.Select(static room => room.Name)];

    [Fact]
    public void Core_knows_no_PowerShell() => Assert.Empty(
        Types.Value.Where(static type => RoomOf(type.Key)?.StartsWith("Core.", StringComparison.Ordinal) == true)
            .SelectMany(static type => type.Value.Where(static name => IsIn(name, PowerShell)).Select(name => $"{type.Key} -> {name}")));

    [Fact]
    public void Every_room_is_in_the_list() =>
        Assert.Empty(Types.Value.Keys.Select(RoomOf).OfType<string>().Distinct().Except(Rooms.Select(static room => room.Name)));

    [Fact]
    public void No_two_rooms_know_each_other()
    {
        string[] names = [.. Rooms.Select(static room => room.Name)];

        Assert.Empty(Rooms.SelectMany(room => room.Below
            .Where(static below => below.Contains('.'))
            .Where(below => Array.IndexOf(names, below) >= Array.IndexOf(names, room.Name))
            .Select(below => $"{room.Name} -> {below}")));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void Arrows_point_down(string room)
    {
        string[] below = Rooms.Single(known => known.Name == room).Below;

        string upward = string.Join("\n", Types.Value.Where(type => RoomOf(type.Key) == room)
            .SelectMany(static type => type.Value.Where(Types.Value.ContainsKey).Select(name => (User: type.Key, Name: name, Room: RoomOf(name))))
            .Where(use => use.Room is not null && use.Room != room && use.Room != "Poly" && !below.Contains(use.Room) && !below.Contains(use.Room.Split('.')[0]))
            .Select(static use => $"{use.User} -> {use.Name}"));

        Assert.True(upward.Length == 0, upward);
    }

    [Fact]
    public void The_commands_know_no_HTTP_and_no_JSON() => Assert.Empty(Uses(
        "OfoxPS.Commands", static name => IsIn(name, "System.Net") || IsIn(name, "System.Text.Json") || IsIn(name, "OfoxPS.Core.Json")));

    [Theory]
    [InlineData("OfoxPS.Commands", PowerShell)]
    [InlineData("OfoxPS.Shell.Pipeline", PowerShell)]
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

    // What users hold is in the namespace OfoxPS, as is Poly, which every room may use, and the cmdlets, whose names are a part of every error id, in OfoxPS.Commands.
    private static string? RoomOf(string name)
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
