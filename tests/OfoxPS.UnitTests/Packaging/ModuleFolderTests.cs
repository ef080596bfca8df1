using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Packaging;

/// <summary>
/// A module has no binding redirects. In Windows PowerShell an assembly that ships must have exactly the version that is asked for; the
/// rest is the framework's, which unifies references to its own assemblies by the first two parts of the version. In PowerShell 7.4 what
/// does not ship must be of .NET 8.
/// </summary>
public sealed class ModuleFolderTests
{
    private const string Core = "net8.0";
    private const string Image = "win-x64";
    private const string Desktop = "net472";
    private const string Engine = "System.Management.Automation";

    [Fact]
    public void The_module_holds_what_a_user_needs_and_nothing_else()
    {
        string[] expected =
        [
            "OfoxPS.psd1", "OfoxPS.Format.ps1xml", "OfoxPS.Types.ps1xml", "LICENSE", "README.md", "CHANGELOG.md",
            "en-US/OfoxPS.dll-Help.xml",
            .. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs", "en-US"), "about_*.help.txt")
                .Select(static file => "en-US/" + Path.GetFileName(file)),
        ];
        string[] found = [.. ModuleFolder.Files.Where(static file => !file.StartsWith("bin/", StringComparison.Ordinal))];

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Core)]
    [InlineData(Image)]
    [InlineData(Desktop)]
    public void An_assembly_that_ships_has_exactly_the_version_that_the_others_ask_for(string framework)
    {
        IReadOnlyDictionary<string, Version> shipped = ModuleFolder.Assemblies(framework);
        string[] wrong =
        [
            .. ModuleFolder.References(framework)
                .Where(reference => shipped.TryGetValue(reference.To.Name!, out Version? version) && version != reference.To.Version)
                .Select(reference =>
                    $"{reference.From} wants {reference.To.Name} {reference.To.Version}, but {shipped[reference.To.Name!]} ships."),
        ];

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(Core)]
    [InlineData(Image)]
    [InlineData(Desktop)]
    public void Nothing_ships_that_nobody_refers_to(string framework)
    {
        HashSet<string> needed = [.. ModuleFolder.References(framework).Select(static reference => reference.To.Name!), "OfoxPS"];

        Assert.DoesNotContain(ModuleFolder.Assemblies(framework).Keys, name => !needed.Contains(name));
        Assert.DoesNotContain(Engine, ModuleFolder.Assemblies(framework).Keys);
    }

    [Theory]
    [InlineData(Core)]
    [InlineData(Image)]
    public void Only_one_assembly_ships_beside_ours_for_PowerShell_7(string folder) =>
        Assert.Equal(["OfoxPS", "System.Net.ServerSentEvents"], ModuleFolder.Assemblies(folder).Keys.Order());

    [Fact]
    public void The_build_for_Windows_has_the_code_of_the_portable_one() =>
        Assert.Equal(ModuleFolder.VersionId(Core), ModuleFolder.VersionId(Image));

    [Fact]
    public void What_does_not_ship_for_PowerShell_7_is_of_dotnet_8()
    {
        IReadOnlyDictionary<string, Version> shipped = ModuleFolder.Assemblies(Core);
        Version oldest = new(8, 0, 0, 0);

        Assert.DoesNotContain(
            ModuleFolder.References(Core), reference =>
            !shipped.ContainsKey(reference.To.Name!) && reference.To.Version > oldest && reference.To.Name != Engine);
    }

    // A session of PowerShell 7.4 or 7.5 in which another module has loaded an older version refuses a newer one, so no version is asked
    // for that need not be.
    [Fact]
    public void The_parser_of_event_streams_is_asked_for_in_an_old_version() =>
        Assert.All(ModuleFolder.References(Core).Where(static reference => reference.To.Name == "System.Net.ServerSentEvents"),
            static reference => Assert.InRange(reference.To.Version!, new Version(9, 0), new Version(9, 0, 0, 18)));

    [Fact]
    public void What_does_not_ship_for_Windows_PowerShell_is_in_the_framework()
    {
        IReadOnlyDictionary<string, Version> shipped = ModuleFolder.Assemblies(Desktop);
        IReadOnlyDictionary<string, Version> framework = ModuleFolder.NetFramework();
        Assert.True(framework.Count > 100, "The reference assemblies of .NET Framework 4.7.2 were not found.");

        string[] missing =
        [
            .. ModuleFolder.References(Desktop)
                .Where(reference => !shipped.ContainsKey(reference.To.Name!) && reference.To.Name != Engine)
                .Where(reference => !framework.TryGetValue(reference.To.Name!, out Version? version)
                    || version < new Version(reference.To.Version!.Major, reference.To.Version.Minor))
                .Select(static reference => $"{reference.From} wants {reference.To.Name} {reference.To.Version}."),
        ];

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData(Core)]
    [InlineData(Image)]
    [InlineData(Desktop)]
    public void The_lines_of_a_stack_trace_are_in_the_assembly(string framework)
    {
        using PEReader reader = new(File.OpenRead(Path.Combine(ModuleFolder.Path, "bin", framework, "OfoxPS.dll")));

        DebugDirectoryEntry entry = reader.ReadDebugDirectory()
            .Single(static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider symbols = reader.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        MetadataReader documents = symbols.GetMetadataReader();
        string[] names =
            [.. documents.Documents.Select(document => documents.GetString(documents.GetDocument(document).Name).Replace('\\', '/'))];
        Assert.Contains(names, static name => name.StartsWith("/_/src/OfoxPS/Core/", StringComparison.Ordinal));
        Assert.DoesNotContain(names, static name => name.StartsWith(Checkout.Root.Replace('\\', '/'), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Nothing_that_ships_names_the_folder_that_it_was_built_in() => Assert.DoesNotContain(
        Directory.EnumerateFiles(ModuleFolder.Path, "*", SearchOption.AllDirectories),
        static file => File.ReadAllBytes(file).AsSpan() is var bytes
            && (bytes.IndexOf(Encoding.UTF8.GetBytes(Checkout.Root)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(Checkout.Root)) >= 0));
}
