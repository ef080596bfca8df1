using System;
using System.IO;
using System.Linq;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>The page names places and tests that are there.</summary>
public sealed class KindTests
{
    public static TheoryData<string> Places => [.. KindCatalog.All.SelectMany(static kind => kind.Place.Split(", ")).Distinct()];

    public static TheoryData<string> Tests => [.. KindCatalog.All.SelectMany(static kind => kind.Tests).Distinct()];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_place_is_a_folder(string place) => Assert.True(Directory.Exists(Path.Combine(Checkout.Root, "src", "OfoxPS", place)));

    [Theory]
    [MemberData(nameof(Tests))]
    public void A_test_is_a_class_of_a_suite(string test) =>
        Assert.NotEmpty(new[] { "OfoxPS.UnitTests", "OfoxPS.EngineTests" }
            .SelectMany(project =>
                Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests", project), test + ".cs", SearchOption.AllDirectories)
                .Where(static path =>
                    !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))));
}
