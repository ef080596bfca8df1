using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Layers;
using Xunit;

namespace OfoxPS.UnitTests.Files;

/// <summary>Nobody opens, moves or deletes a file but the folder that knows how. Read from the built assembly.</summary>
public sealed class FilesOwnerTests
{
    private const string Owner = "OfoxPS.Core.Files.";

    private static readonly HashSet<string> Hands = [.. new[]
    {
        "File", "FileStream", "FileStreamOptions", "FileMode", "FileAccess", "FileShare", "FileOptions", "Directory",
        "RandomAccess", "FileSystemWatcher", "UnixFileMode", "MemoryMappedFiles.MemoryMappedFile", "IsolatedStorage.IsolatedStorageFile",
    }.Select(static name => "System.IO." + name)];

    // They take a FileInfo that is piped or given and ask it for its name, or know the type among others.
    private static readonly string[] ReadersOfNames =
    [
        "OfoxPS.Commands.NewOfoxMessageCommand", "OfoxPS.Commands.SaveOfoxMediaCommand",
        "OfoxPS.Shell.Input.Binding.LinesTransformationAttribute", "OfoxPS.Shell.Input.Conversion.TypeParts",
        "OfoxPS.Shell.Input.Reading.AttachmentReader", "OfoxPS.Shell.Input.Reading.InputFile", "OfoxPS.Shell.Input.Reading.InputName",
        "OfoxPS.Shell.Input.Reading.InputReader", "OfoxPS.Shell.Showing.AnswerStatusLine",
        "OfoxPS.Shell.StructuredOutput.AnswerShapeReader",
    ];

    // Types of the compiler, and those that a run with coverage adds to the assembly, are not of the module's namespaces.
    private static IEnumerable<KeyValuePair<string, IReadOnlySet<string>>> Others =>
        TypeWalk.Of(typeof(OfoxClient).Assembly.Location)
            .Where(static type => type.Key.StartsWith("OfoxPS.", StringComparison.Ordinal)
                && !type.Key.StartsWith(Owner, StringComparison.Ordinal) && type.Key != "OfoxPS.Poly");

    [Fact]
    public void Nobody_else_opens_a_file() =>
        Assert.Empty(Others.SelectMany(static type => type.Value.Where(Hands.Contains).Select(name => $"{type.Key} -> {name}")));

    [Fact]
    public void A_piped_file_is_a_name_to_few() =>
        Assert.Equal(
            ReadersOfNames, Others.Where(static type => type.Value.Contains("System.IO.FileInfo")).Select(static type => type.Key)
            .Order(StringComparer.Ordinal));
}
