using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Packaging;

/// <summary>The help file that ships has the text of the pages that it is made from, so that a changed page cannot be forgotten.</summary>
public sealed class HelpFileTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly string Folder = Path.Combine(Checkout.Root, "docs", "en-US");

    // Tokens of white space, and what Markdown adds to a text.
    private static readonly Regex Spaces = new(@"\s+");
    private static readonly Regex Escapes = new(@"\\([\\`*_{}\[\]()#+\-.!<>|])");

    private static readonly Dictionary<string, string> Help = XDocument.Load(Path.Combine(Folder, "OfoxPS.dll-Help.xml"))
        .Descendants(Command + "command")
        .ToDictionary(
            static command => command.Descendants(Command + "name").First().Value.Trim(), static command =>
            Plain(string.Join("\n", command.DescendantNodes().OfType<XText>().Select(static text => text.Value))));

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Folder, "*-*.md").Select(static path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_help_file_has_each_paragraph_of_a_page(string page)
    {
        string help = Assert.Contains(page, Help);

        string[] missing = [.. Paragraphs(File.ReadAllText(Path.Combine(Folder, page + ".md")))
            .Where(paragraph => !help.Contains(paragraph, StringComparison.Ordinal))];

        Assert.True(missing.Length == 0,
            $"OfoxPS.dll-Help.xml lacks what {page}.md says; ./build.sh Docs makes it anew:\n{string.Join("\n", missing)}");
    }

    [Fact]
    public void Each_command_of_the_help_file_has_a_page() =>
        Assert.Equal(Pages.Select(static row => row.Data).Order(StringComparer.Ordinal), Help.Keys.Order(StringComparer.Ordinal));

    // Text and examples, without the header, headings, syntax, aliases, the fields of parameters and links.
    private static IEnumerable<string> Paragraphs(string page)
    {
        string body = Regex.Replace(
            page, @"\A---.*?^---$|^```yaml$.*?^```$|^### CommonParameters$.*?(?=^## |\z)|^## (SYNTAX|ALIASES|RELATED LINKS)$.*?(?=^## |\z)",
            "", RegexOptions.Singleline | RegexOptions.Multiline);
        string text = Regex.Replace(body, @"^(#.*|```.*)$", "", RegexOptions.Multiline);
        return Regex.Split(text, @"\n\s*\n").Select(Plain).Where(static paragraph => paragraph.Length > 0);
    }

    private static string Plain(string text) => Escapes.Replace(Spaces.Replace(text, " "), "$1").Trim();
}
