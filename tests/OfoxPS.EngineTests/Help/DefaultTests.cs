using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using OfoxPS.Commands;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Help;

/// <summary>The default of a parameter that its help page names is the one that the code has.</summary>
public sealed class DefaultTests : EngineTest
{
    private static readonly Regex Default =
        new(@"^### -(\w+)\r?\n(?:(?!^### ).)*?^DefaultValue: (.*?)$", RegexOptions.Multiline | RegexOptions.Singleline);

    // What holds where the property of the cmdlet is null, and is neither a setting nor proved below.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["ApiKey"] = "'$env:OFOX_API_KEY'",
        ["Proxy"] = "\"The system's proxy\"",
        ["MatchOn"] = "Body",
        ["Mode"] = "Replay",
        ["InputDepth"] = "4",
        ["ThrottleLimit"] = "1",
        ["Markdown"] = "True",
        ["LogMaximumSize"] = "10485760",
        ["MaximumAnswerSize"] = "16777216",
    };

    public static TheoryData<string> Cmdlets => [.. Pages().Select(static page => Path.GetFileNameWithoutExtension(page))];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_names_the_default_of_the_code(string cmdlet)
    {
        Type type = typeof(InvokeOfoxChatCommand).Assembly.GetTypes()
            .Single(type => type.GetCustomAttribute<CmdletAttribute>() is { } name && $"{name.VerbName}-{name.NounName}" == cmdlet
            && type.IsPublic);
        object fresh = Activator.CreateInstance(type)!;
        (string Name,
            string Default)[] described =
            [.. Default.Matches(File.ReadAllText(Pages().Single(page => Path.GetFileNameWithoutExtension(page) == cmdlet)))
            .Select(static match => (match.Groups[1].Value, match.Groups[2].Value.Trim()))
            .Where(static one => one.Item1 is not ("Confirm" or "WhatIf"))];

        Assert.Equal(
            described.Select(static one => $"-{one.Name}: {one.Default}"),
            described.Select(one => $"-{one.Name}: {InCode(type, one.Name, type.GetProperty(one.Name)!.GetValue(fresh))}"));
    }

    [Fact]
    public void Four_levels_of_an_object_are_sent()
    {
        string[] texts = Engine.Run(
            "$o = @{ a = @{ b = @{ c = @{ d = @{ e = @{ f = 1 } } } } } }; foreach ($more in @{}, @{ InputDepth = 4 }, @{ InputDepth = "
            + "5 }) { ($o | ConvertTo-OfoxRequest x @more -WarningAction Ignore).Body.messages[0].content }").All<string>().ToArray();

        Assert.Equal(texts[0], texts[1]);
        Assert.NotEqual(texts[0], texts[2]);
    }

    [Fact]
    public void A_cassette_is_replayed_and_compares_the_whole_body()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("x.json");
        Engine.Run("Use-OfoxCassette $args[0] -Mode Record { $null = ofox hi -Temperature 0 }", path).Succeeded();

        Engine.Try("Use-OfoxCassette $args[0] { ofox hi -Temperature 1 }", path).Fails("OfoxCassetteMiss");
        Assert.Equal("hi", Engine.Run("Use-OfoxCassette $args[0] { ofox hi -Temperature 0 }", path).Single<ChatCompletion>().Content);
        Assert.Single(Engine.Requests);
    }

    private static string InCode(Type type, string name, object? value) => value switch
    {
        SwitchParameter flag => flag.IsPresent.ToString(),
        null or "" or ICollection { Count: 0 } => Setting(type, name) ?? "None",
        // YAML needs the quotation marks.
        Array { Length: 1 } one when one.GetValue(0) is "*" => "'*'",
        Array list => string.Join(", ", list.Cast<object>()),
        _ => string.Format(CultureInfo.InvariantCulture, "{0}", value),
    };

    private static string? Setting(Type type, string name)
    {
        var settings = (IReadOnlyDictionary<string, object?>)type.Assembly.GetType("OfoxPS.Shell.Settings.DefaultSettings")!.GetProperty(
            "Values")!.GetValue(null)!;

        // What New-OfoxTestResponse says of a model is no setting.
        bool isRequest = type.GetProperty("BaseUri") is not null;
        return isRequest && settings.TryGetValue(name, out object? value) ? value switch
        {
            Uri address => $"'{address.OriginalString}'",
            _ => string.Format(CultureInfo.InvariantCulture, "{0}", value),
        }
        : Elsewhere.TryGetValue(name, out string? text) && (isRequest || type == typeof(UseOfoxCassetteCommand)) ? text : null;
    }

    private static string[] Pages() => Directory.GetFiles(Path.Combine(Checkout.Root, "docs", "en-US"), "*-*.md");
}
