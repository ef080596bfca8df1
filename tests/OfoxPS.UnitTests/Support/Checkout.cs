using System;
using System.IO;

namespace OfoxPS.UnitTests.Support;

/// <summary>The sources that this was built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "OfoxPS.sln")) ? folder.FullName
        : Find(folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the checkout."));
}
