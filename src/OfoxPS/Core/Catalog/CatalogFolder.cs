using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OfoxPS.Core.Catalog;

/// <summary>Where the user's catalogues are kept.</summary>
internal static class CatalogFolder
{
    private const string Variable = "OFOX_CACHE";

    /// <summary>The file for a server; null where nothing is kept.</summary>
    /// <param name="address">Where the server lists its models. Its query is not looked at: it may hold a key.</param>
    public static string? FileOf(Uri address)
    {
        if (Folder() is not { } folder)
        {
            return null;
        }

        string bare = Bare(address);
        using SHA256 sha = SHA256.Create();
        string hash = string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(bare)).Take(4).Select(static one => one.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        string host = string.Concat(address.Host.Select(static c => char.IsLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        return Path.Combine(folder, $"models-{host}-{hash}.json");
    }

    /// <summary>An address without its query.</summary>
    public static string Bare(Uri address) => address.GetLeftPart(UriPartial.Path);

    // PowerShell before 7.5 cannot make a variable empty: it removes it. So there is a word for it too.
    private static string? Folder()
    {
        string? said = Environment.GetEnvironmentVariable(Variable)?.Trim();
        return said is null ? Default() is { Length: > 0 } folder ? Path.Combine(folder, "ofoxps") : null
            : said.ToLowerInvariant() is "" or "off" ? null
            : Full(said);
    }

    private static string Default()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }

        string? home = Environment.GetEnvironmentVariable("HOME");
        string? asked = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return asked is { Length: > 0 } && Path.IsPathRooted(asked) ? asked
            : string.IsNullOrEmpty(home) ? string.Empty
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? Path.Combine(home, "Library", "Caches")
            : Path.Combine(home, ".cache");
    }

    private static string? Full(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or IOException)
        {
            return null;
        }
    }
}
