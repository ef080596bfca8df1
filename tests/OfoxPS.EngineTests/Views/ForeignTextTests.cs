using System;
using System.Collections;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

/// <summary>Text from a server, a model, a file or the name of a file reaches no terminal as it is; as data it stays what it was.</summary>
public sealed class ForeignTextTests : EngineTest
{
    private static readonly Regex Style = new("\u001b\\[[0-9;]*m|\r(?=\n)");

    // Writes the clipboard, sets a colour by a C1 character, turns the direction, clears the line.
    private const string Hostile = "a\u001b]52;c;aGk=\u0007b\u009b31mc\u202ed\u2066e\rf\u0008g";

    public static TheoryData<string, string> Shown
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (Type type in typeof(ChatCompletion).Assembly.GetExportedTypes().Where(IsHeld))
            {
                foreach (string script in new[] { "$args[0]", "$args[0] | Format-List", "$args[0] | Format-Table", "Get-Command ofox; $args[0]", "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0], 4))" })
                {
                    rows.Add(type.Name, script);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void No_property_of_a_type_is_shown_as_it_is(string type, string script)
    {
        object value = Filled(typeof(ChatCompletion).Assembly.GetType("OfoxPS." + type)!, 0)!;

        IsHarmless(Engine.Show(script, value));
    }

    [Fact]
    public void The_data_is_what_it_was()
    {
        ChatCompletion answer = Engine.Run(
            "Use-OfoxTestResponse (New-OfoxTestResponse $args[0] -FinishReason $args[0] -ServedModel $args[0]) { ofox hi }", Hostile)
            .Single<ChatCompletion>();

        Assert.Equal((Hostile, Hostile, Hostile), (answer.Content, answer.FinishReason, answer.Model));
    }

    [Theory]
    [InlineData("New-OfoxTestResponse $text -FinishReason $text -ServedModel $text")]
    [InlineData("New-OfoxTestResponse -Chunk $text, $text -FinishReason $text -ServedModel $text")]
    [InlineData("New-OfoxTestResponse -Refusal $text")]
    [InlineData("New-OfoxTestResponse -ToolCall @{ Name = $text; Arguments = $text; Id = $text }")]
    [InlineData("New-OfoxTestResponse -StatusCode 400 -ErrorMessage $text -ErrorType $text -ErrorCode $text -ResponseHeader @{ "
        + "'x-request-id' = $text }")]
    [InlineData("New-OfoxTestResponse -StatusCode 503 -ErrorMessage $text")]
    public void What_a_server_says_is_harmless_in_all_streams(string response)
    {
        foreach (string command in new[] { "ofox hi -Verbose", "ofox hi -Debug", "ofox hi -Stream", "Get-OfoxStream hi",
            "ofox hi -As @{ a = [int] } -MaxRepair 0", "'a', 'b' | ofox hi -ThrottleLimit 2", "ofox hi -Tool Get-OfoxUsage" })
        {
            string script = $"param($text) Use-OfoxTestResponse ({response}) -AllowUnused {{ {command} -MaximumRetryCount 1 }}";
            IsHarmless(Engine.Show(script, Hostile));
            EngineResult result = Engine.Run(script, Hostile);
            foreach (ErrorRecord error in result.Errors.Append(result.Failure).OfType<ErrorRecord>())
            {
                IsHarmless($"{error} {error.Exception.Message} {error.ErrorDetails} {error.ErrorDetails?.RecommendedAction} "
                    + $"{error.CategoryInfo}");
            }

            Assert.All(result.Warnings.Concat(result.Verbose).Concat(result.Debug)
                .Concat(result.Information.Select(static record => $"{record}")), IsHarmless);
            Assert.All(result.Progress,
                static record => IsHarmless($"{record.Activity} {record.StatusDescription} {record.CurrentOperation}"));
        }
    }

    [Fact]
    public void What_goes_to_a_variable_or_on_in_the_pipeline_is_the_text_itself()
    {
        foreach (string script in new[] { "ofox $args[0] -Raw", "$x = ofox $args[0] -Raw; $x", "ofox $args[0] -Raw | ForEach-Object { $_ }",
            "function Ask($p) { ofox $p -Raw }; Ask $args[0]", "ofox $args[0] -As ([string])" })
        {
            Assert.Equal([Hostile], Engine.Run(script, Said).All<string>());
        }

        string path = Folder.File("out.txt");
        Engine.Show("param($prompt, $path) ofox $prompt -Raw > $path; $x = ofox $prompt -Raw; [System.IO.File]::AppendAllText($path, $x)",
            Said, path);
        Assert.Equal(Hostile + Environment.NewLine + Hostile, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("ofox $args[0] -Raw")]
    [InlineData("ofox $args[0] -Raw -Stream")]
    [InlineData("function Ask($p) { ofox $p -Raw }; Ask $args[0]")]
    [InlineData("ofox $args[0] -As ([string])")]
    [InlineData("ofox $args[0] -As ([string[]]) -MaxRepair 0")]
    public void The_text_itself_is_harmless_where_it_goes_straight_to_a_terminal(string script)
    {
        string shown = Engine.Show(
            script, script.Contains("[]", StringComparison.Ordinal) ? Say(System.Text.Json.JsonSerializer.Serialize(new[] { Hostile }))
            : Said);

        IsHarmless(shown);
        Assert.Contains("\\u001B]52;c;aGk=\\u0007b", shown, StringComparison.Ordinal);
    }

    [NotOnWindowsTheory("no name of a file has control characters")]
    [InlineData("Get-Item -LiteralPath $path | ofox what -WhatIf")]
    [InlineData("Get-Item -LiteralPath $path, $path | ofox what -Confirm")]
    [InlineData("Get-Item -LiteralPath $binary | ofox what")]
    [InlineData("Get-Item -LiteralPath $path, $path, $path | ofox what -MaximumRetryCount 0 -Model fault/500")]
    [InlineData("ofox what -Image $path")]
    [InlineData("ofox what -Image ($path + '.png')")]
    [InlineData("'a' | ofox x -Checkpoint $binary")]
    [InlineData("Use-OfoxCassette $binary { ofox x }")]
    [InlineData("Import-OfoxConversation $binary")]
    [InlineData("Import-OfoxConversation $role")]
    [InlineData("Import-OfoxCheckpoint $binary")]
    [InlineData("Get-OfoxUsage $binary")]
    [InlineData("'a' | ofox x -Checkpoint $manifest -Model other")]
    [InlineData("ofox x -As $path")]
    [InlineData("ofox x -SchemaPath $binary")]
    [InlineData("New-OfoxTool $path")]
    [InlineData("New-OfoxTool $script; ofox x -Tool $script")]
    [InlineData("Get-OfoxModel $path")]
    [InlineData("ofox x -Model $path -Verbose")]
    [InlineData("Export-OfoxConversation $path -InputObject (New-OfoxMessage x) -WhatIf")]
    public void Names_and_contents_of_files_are_harmless(string script)
    {
        string path = Named(Hostile + ".txt", "text");
        string binary = Named(Hostile + ".bin", "\0\u0001\u0002" + Hostile);
        string role = Named(
            "role.jsonl",
            "{\"ofox\":\"conversation\",\"schema\":1}\n{\"role\":" + System.Text.Json.JsonSerializer.Serialize("user" + Hostile)
            + ",\"content\":\"x\"}\n");
        string tool = Named(Hostile + ".ps1", "param([string] $City) $City");
        string manifest = Named(
            "run.jsonl",
            "{\"ofox\":\"checkpoint\",\"version\":1,\"model\":" + System.Text.Json.JsonSerializer.Serialize(Hostile)
            + ",\"address\":\"x\",\"settings\":{}}\n");
        Engine.Answers.Give("Yes", "Yes", "Yes");

        EngineResult result = Engine.Try("param($path, $binary, $role, $script, $manifest) " + script, path, binary, role, tool, manifest);

        IsHarmless(Engine.Show("param($path, $binary, $role, $script, $manifest) " + script, path, binary, role, tool, manifest));
        IsHarmless(result.HostText);
        foreach (ErrorRecord error in result.Errors.Append(result.Failure).OfType<ErrorRecord>())
        {
            IsHarmless($"{error} {error.Exception.Message} {error.ErrorDetails} {error.CategoryInfo}");
        }

        Assert.All(result.Warnings.Concat(result.Verbose).Concat(Engine.Answers.Questions), IsHarmless);
        Assert.All(result.Progress, static record => IsHarmless($"{record.Activity} {record.StatusDescription}"));
    }

    private static string Said => Say(Hostile);

    private static string Say(string text) => "say64: " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private string Named(string name, string content)
    {
        string path = Path.Combine(Folder.Path, name);
        File.WriteAllText(path, content);
        return path;
    }

    // A connection is made of a server alone; McpHostile.Tests.ps1 shows one that says hostile things of itself.
    private static bool IsHeld(Type type) =>
        type != typeof(McpServer) && type is { Namespace: "OfoxPS", IsClass: true, IsAbstract: false }
            && !typeof(Exception).IsAssignableFrom(type) && !typeof(Attribute).IsAssignableFrom(type);

    // All that can be set is hostile; what holds others of our types holds such as well.
    private static object? Filled(Type type, int depth)
    {
        if (type == typeof(ChatMedia))
        {
            return ChatMedia.FromBytes(
                Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        }

        object value = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(static property => property is { CanWrite: true, SetMethod.IsPublic: true }
            && property.GetIndexParameters().Length == 0))
        {
            if (Of(property.PropertyType, depth) is { } filled)
            {
                property.SetValue(value, filled);
            }
        }

        return value;
    }

    private static object? Of(Type type, int depth) =>
        type == typeof(string) || type == typeof(object) ? Hostile
        : type == typeof(string[]) ? new[] { Hostile, Hostile }
        : typeof(IDictionary).IsAssignableFrom(type) ? new OrderedDictionary { [Hostile] = Hostile }
        : type == typeof(Uri) ? new Uri("https://x.test/\u202e?" + Uri.EscapeDataString(Hostile))
        : type.IsArray && IsHeld(type.GetElementType()!) && depth < 3 ? Listed(type.GetElementType()!, depth)
        : IsHeld(type) && depth < 3 && type.GetConstructor(Type.EmptyTypes) is not null ? Filled(type, depth + 1)
        : null;

    private static Array Listed(Type item, int depth)
    {
        Array array = Array.CreateInstance(item, 1);
        array.SetValue(Filled(item, depth + 1), 0);
        return array;
    }

    private static void IsHarmless(string text)
    {
        string plain = Style.Replace(text, string.Empty);
        Assert.DoesNotContain(
            plain, static c =>
            (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
    }

    // The styles of views, and the ends of lines that hosts write.
}
