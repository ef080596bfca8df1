using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OfoxPS.UnitTests.Packaging;

/// <summary>The module as the build has put it together, and what its assemblies refer to.</summary>
internal static class ModuleFolder
{
    public static string Path { get; } = Metadata("ModuleFolder");

    /// <summary>The files, with / between folders.</summary>
    public static IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(static file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))];

    /// <summary>The assemblies that ship for a framework.</summary>
    public static IReadOnlyDictionary<string, Version> Assemblies(string framework) =>
        Versions(System.IO.Path.Combine(Path, "bin", framework));

    /// <summary>The assemblies of .NET Framework 4.7.2.</summary>
    public static IReadOnlyDictionary<string, Version> NetFramework()
    {
        string folder = Metadata("NetFrameworkReferences");
        return Versions(folder).Concat(Versions(System.IO.Path.Combine(folder, "Facades"))).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What the compiler gave our assembly in a folder of bin; another assembly has another.</summary>
    public static Guid VersionId(string folder)
    {
        using PEReader reader = new(File.OpenRead(System.IO.Path.Combine(Path, "bin", folder, "OfoxPS.dll")));
        MetadataReader metadata = reader.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    /// <summary>What each shipped assembly refers to.</summary>
    public static IReadOnlyList<(string From, AssemblyName To)> References(string framework) =>
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(Path, "bin", framework), "*.dll")
            .SelectMany(static file => References(file, System.IO.Path.GetFileNameWithoutExtension(file))),
    ];

    private static IEnumerable<(string From, AssemblyName To)> References(string file, string name)
    {
        using PEReader reader = new(File.OpenRead(file));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => (name, metadata.GetAssemblyReference(handle).GetAssemblyName()))];
    }

    private static Dictionary<string, Version> Versions(string folder)
    {
        Dictionary<string, Version> versions = new(StringComparer.OrdinalIgnoreCase);
        foreach (string file in Directory.EnumerateFiles(folder, "*.dll"))
        {
            using PEReader reader = new(File.OpenRead(file));
            if (reader.HasMetadata && reader.GetMetadataReader().IsAssembly)
            {
                versions[System.IO.Path.GetFileNameWithoutExtension(file)] = reader.GetMetadataReader().GetAssemblyDefinition().Version;
            }
        }

        return versions;
    }

    private static string Metadata(string key) =>
        typeof(ModuleFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
