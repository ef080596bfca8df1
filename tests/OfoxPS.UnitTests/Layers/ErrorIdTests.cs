using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Layers;

/// <summary>One place makes the failures of an id. Read from the sources: a built assembly holds only the number of a kind.</summary>
public sealed class ErrorIdTests
{
    [Theory]
    [InlineData("OfoxInvalidRequest", "StatusError.cs")]
    [InlineData("OfoxInvalidArgument", "Failure.cs")]
    [InlineData("OfoxFileError", "Failure.cs")]
    public void Is_made_in_one_place(string id, string place)
    {
        Regex made = new($@"(new(\s+OfoxException)?\s*\(\s*|=>\s*|(?<!Kind):\s+|\?\s+)OfoxErrorKind\.{id}\b");

        IEnumerable<string> files =
            Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src", "OfoxPS"), "*.cs", SearchOption.AllDirectories)
            .Where(static file =>
                !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => made.IsMatch(File.ReadAllText(file)));

        Assert.Equal(place, Assert.Single(files.Select(Path.GetFileName)));
    }
}
