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

    [Fact]
    public void In_the_module() => Assert.Empty(LongLines("src", static line => line));

    [Fact]
    public void In_the_tests_not_counting_literals() => Assert.Empty(LongLines("tests", static line => Text.Replace(line, "\"\"")));

    private static IEnumerable<string> LongLines(string folder, Func<string, string> counted)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Path.Combine(Checkout.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !Path.GetRelativePath(Checkout.Root, file).Split(Path.DirectorySeparatorChar).Contains("obj"));
        foreach (string file in files)
        {
            bool isWithin = false;
            int number = 0;
            foreach (string line in File.ReadLines(file))
            {
                number++;
                string rest = counted(line);

                // A literal of several lines begins, or ends.
                bool isEdge = !ReferenceEquals(rest, line) && rest.Contains("\"\"\"", StringComparison.Ordinal);
                if (!isWithin && !isEdge && rest.Length > Longest)
                {
                    yield return $"{Path.GetRelativePath(Checkout.Root, file)}:{number}";
                }

                isWithin ^= isEdge;
            }
        }
    }
}
