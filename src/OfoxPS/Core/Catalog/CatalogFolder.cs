using OfoxPS.Core.Files;

namespace OfoxPS.Core.Catalog;

/// <summary>Where the user's catalogues are kept.</summary>
internal static class CatalogFolder
{
    private const string Variable = "OFOX_CACHE";

    // The last file, because nearly every call needs the same one.
    private static Known? last;

    /// <summary>The file for a server; null where nothing is kept.</summary>
    /// <param name="address">Where the server lists its models. Its query is not looked at: it may hold a key.</param>
    /// <param name="folder">Tells the directory where a relative path in the environment begins; null for the home directory.</param>
    public static string? FileOf(Uri address, Func<string?>? folder = null)
    {
        if (Folder(folder) is not { } place)
        {
            return null;
        }

        if (last is not { } known || known.Place != place || known.Address != address)
        {
            string hash = Sha256.TextOf(Bare(address), 4);
            string host = string.Concat(address.Host.Select(static c => char.IsLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
            last = known = new Known(place, address, Path.Combine(place, $"models-{host}-{hash}.json"));
        }

        return known.File;
    }

    /// <summary>An address without its query.</summary>
    public static string Bare(Uri address) => address.GetLeftPart(UriPartial.Path);

    // PowerShell before 7.5 cannot make a variable empty: it removes it. So there is a word for it too.
    private static string? Folder(Func<string?>? folder)
    {
        string? value = Environment.GetEnvironmentVariable(Variable)?.Trim();
        return value is null ? UserFolder.Cache() is { Length: > 0 } cache ? cache : null
            : value.ToLowerInvariant() is "" or "off" ? null
            // A full path is used without asking PowerShell for its current directory, which takes longer than a request's own work.
            : FileName.Full(value, Path.IsPathRooted(value) ? null : folder?.Invoke());
    }

    private sealed record Known(string Place, Uri Address, string File);
}
