using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Layers;

/// <summary>A line of a source has at most 140 characters.</summary>
public sealed class LineLengthTests
{
    private const int Longest = 140;

    // What a literal holds is data: a script, a body of JSON or an image, which is not broken where a line is full.
    private static readonly Regex Text = new(@"\$*(""{3,}).*?\1|\$?""(?:\\.|[^""\\])*""", RegexOptions.CultureInvariant);

    private static readonly Regex ScriptText = new(@"'[^']*'|""[^""]*""", RegexOptions.CultureInvariant);

    // Where a literal of several lines begins or ends: """, and in a script @' and '@.
    private static readonly Regex Edge = new(@"""""""|@['""]\s*$|^\s*['""]@", RegexOptions.CultureInvariant);

    [Fact]
    public void In_the_module() => Assert.Empty(LongLines("src", "*.cs", Text, static (line, _) => line.Length));

    [Fact]
    public void In_the_tests_not_counting_literals() => Assert.Empty(LongLines("tests", "*.cs", Text, static (_, code) => code.Length));

    [Fact]
    public void In_the_scripts_not_counting_literals() =>
        Assert.Empty(LongLines("tests", "*.ps1", ScriptText, static (_, code) => code.Length));

    private static IEnumerable<string> LongLines(string folder, string files, Regex literal, Func<string, string, int> length)
    {
        IEnumerable<string> found = Directory.EnumerateFiles(Path.Combine(Checkout.Root, folder), files, SearchOption.AllDirectories)
            .Where(static file => !Path.GetRelativePath(Checkout.Root, file).Split(Path.DirectorySeparatorChar).Contains("obj"));
        foreach (string file in found)
        {
            bool isWithin = false;
            int number = 0;
            foreach (string line in File.ReadLines(file))
            {
                number++;
                string code = literal.Replace(line, "\"\"");
                bool isEdge = Edge.IsMatch(code);
                if (!isWithin && !isEdge && length(line, code) > Longest)
                {
                    yield return $"{Path.GetRelativePath(Checkout.Root, file)}:{number}";
                }

                isWithin ^= isEdge;
            }
        }
    }
}
