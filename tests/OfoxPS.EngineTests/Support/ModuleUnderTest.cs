using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace OfoxPS.EngineTests.Support;

/// <summary>The module that is tested: what the build has put together, or what OFOXPS_TEST_MODULE names.</summary>
internal static class ModuleUnderTest
{
    public static string Manifest { get; } = Environment.GetEnvironmentVariable("OFOXPS_TEST_MODULE") is { Length: > 0 } given
        ? Path.GetFullPath(given)
        : Path.Combine(Built, "OfoxPS.psd1");

    /// <summary>The folder of the assembly that the manifest chooses in this process.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetDirectoryName(Manifest)!, "bin", IsWindowsX64 ? "win-x64" : "net8.0");

    private static bool IsWindowsX64 => OperatingSystem.IsWindows() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private static string Built => typeof(ModuleUnderTest).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "ModuleFolder").Value!;

    // The tests' own references to the module lead to the very file that Import-Module loads, so their types are the same.
    [ModuleInitializer]
    internal static void ResolveFromModule()
    {
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
        {
            string path = Path.Combine(Folder, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };

        // Tests run side by side: the block of one must not stop the requests of another.
        AppContext.SetSwitch("OfoxPS.AllowOtherRunspace", true);
    }
}
