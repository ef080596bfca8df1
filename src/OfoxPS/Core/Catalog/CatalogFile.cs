using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Text.Json;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Catalog;

/// <summary>
/// The file in which the models of one server are kept, for all processes of a user. It is replaced as a whole, so a reader never
/// sees a part of it, and it is read once for each time it changes.
/// </summary>
internal sealed class CatalogFile : ICatalogStore
{
    private const int Version = 1;
    public const long Longest = 64 * 1024 * 1024;

    private static readonly ConcurrentDictionary<string, (DateTime Changed, long Length, PriceList? List, string? Problem)> Known = new(StringComparer.Ordinal);

    private readonly string? _path;
    private readonly string _address;

    /// <param name="path">The file; null where nothing is kept.</param>
    /// <param name="address">Where the server lists its models.</param>
    public CatalogFile(string? path, Uri address)
    {
        _path = path;
        _address = CatalogFolder.Bare(address);
    }

    /// <summary>The file of the user for a server.</summary>
    /// <param name="address">Where the server lists its models.</param>
    public static CatalogFile For(Uri address) => new(CatalogFolder.FileOf(address), address);

    public PriceList? Read(out string? problem)
    {
        problem = null;
        if (_path is null)
        {
            return null;
        }

        try
        {
            FileInfo file = new(_path);
            if (!file.Exists)
            {
                return null;
            }

            if (!Known.TryGetValue(_path, out var known) || known.Changed != file.LastWriteTimeUtc || known.Length != file.Length)
            {
                (PriceList? list, string? fault) = Parse(file);
                Known[_path] = known = (file.LastWriteTimeUtc, file.Length, list, fault);
            }

            problem = known.Problem;
            return known.List;
        }
        catch (Exception error) when (IsOfFile(error))
        {
            problem = Ignored(error.Message);
            return null;
        }
    }

    public string? Write(CatalogAnswer models)
    {
        if (_path is null)
        {
            return null;
        }

        try
        {
            if (VersionOf(_path) > Version)
            {
                return $"The models are not kept in '{_path}', which a newer version of OfoxPS has written.";
            }

            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            LocalFile.Replace(_path, stream => Write(stream, models));
            return null;
        }
        catch (Exception error) when (IsOfFile(error))
        {
            return $"The models are not kept in '{_path}': {error.Message}";
        }
    }

    public string? Renew(DateTimeOffset date)
    {
        try
        {
            return _path is null ? null : TolerantJson.Read(File.ReadAllBytes(_path), root => Write(new CatalogAnswer(
                System.Text.Encoding.UTF8.GetBytes(root.GetProperty("answer").GetRawText()), date, JsonRead.Text(root, "etag"))));
        }
        catch (Exception error) when (IsOfFile(error) || error is System.Collections.Generic.KeyNotFoundException or InvalidOperationException)
        {
            return $"The date of the models in '{_path}' is not renewed: {error.Message}";
        }
    }

    private static bool IsOfFile(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException or JsonException or System.Security.SecurityException;

    private static long VersionOf(string path)
    {
        try
        {
            return TolerantJson.Read(File.ReadAllBytes(path), static root => JsonRead.Whole(root, "version") ?? 0);
        }
        catch (Exception error) when (IsOfFile(error))
        {
            return 0;
        }
    }

    private void Write(Stream stream, CatalogAnswer models)
    {
        using Utf8JsonWriter writer = new(stream, TextEncoder.Options);
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteString("address", _address);
        writer.WriteString("date", models.Date.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteString("etag", models.Tag);
        writer.WritePropertyName("answer");
        writer.WriteRawValue(models.Json);
        writer.WriteEndObject();
    }

    private (PriceList? List, string? Problem) Parse(FileInfo file)
    {
        if (file.Length > Longest)
        {
            return (null, Ignored("it is too large"));
        }

        try
        {
            return TolerantJson.Read(File.ReadAllBytes(_path!), List);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, Ignored("it is damaged"));
        }
    }

    private (PriceList? List, string? Problem) List(JsonElement root)
    {
        string? fault = JsonRead.Whole(root, "version") is not { } version ? "it is damaged"
            : version > Version ? "a newer version of OfoxPS has written it"
            : JsonRead.Text(root, "address") != _address ? "it is of another server"
            : null;
        if (fault is not null)
        {
            return (null, Ignored(fault));
        }

        bool isDated = DateTimeOffset.TryParse(JsonRead.Text(root, "date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date);
        return isDated && JsonRead.Field(root, "answer") is { } answer && ModelReader.Read(answer) is { } models
            ? (new PriceList(models, date, JsonRead.Text(root, "etag")), null)
            : (null, Ignored("it is damaged"));
    }

    private string Ignored(string reason) => $"The cached models in '{_path}' are ignored: {reason}";
}
