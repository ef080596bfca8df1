using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OfoxPS.Core.Files;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Catalog;

/// <summary>
/// The file in which the models of one server are kept, for all processes of a user. It is replaced as a whole, so a reader never
/// sees a part of it, and it is read once for each time it changes.
/// </summary>
/// <param name="path">The file; null where nothing is kept.</param>
/// <param name="address">Where the server lists its models.</param>
internal sealed class CatalogFile(string? path, Uri address) : ICatalogStore
{
    private const int Version = 1;

    /// <summary>The longest list of models that is read, in bytes.</summary>
    public const int Longest = 16 * 1024 * 1024;

    private static readonly ConcurrentDictionary<string, (FileState State, PriceList? List, string? Problem)> Known =
        new(StringComparer.Ordinal);

    private readonly string? _path = path;
    private readonly Uri _address = address;

    /// <summary>The file of the user for a server.</summary>
    /// <param name="address">Where the server lists its models.</param>
    /// <param name="folder">Tells the directory where a relative path in the environment begins; null for the home directory.</param>
    public static CatalogFile For(Uri address, Func<string?>? folder = null) => new(CatalogFolder.FileOf(address, folder), address);

    public PriceList? Read(out string? problem)
    {
        problem = null;
        if (_path is null)
        {
            return null;
        }

        try
        {
            FileState state = FileState.Of(_path);

            // In Windows a file that somebody replaces is not there for a moment: one that was there before is looked for a little longer.
            if (state.Type == FileType.None && !Known.ContainsKey(_path))
            {
                return null;
            }

            if (!Known.TryGetValue(_path, out var known) || known.State != state || state.Type == FileType.None)
            {
                (PriceList? list, string? fault) = Parse(_path);
                Known[_path] = known = (state, list, fault);
            }

            problem = known.Problem;
            return known.List;
        }
        catch (FileException error) when (error.IsMissing)
        {
            Known.TryRemove(_path, out _);
            return null;
        }
        catch (FileException error)
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

            FileContent.Replace(_path, stream => Write(stream, models));
            return null;
        }
        catch (FileException error)
        {
            return $"The models are not kept in '{_path}': {error.Message}";
        }
    }

    public string? Renew(DateTimeOffset date)
    {
        try
        {
            return _path is null ? null : TolerantJson.Read(FileContent.ReadBytes(_path, Longest), root => Write(new CatalogAnswer(
                Encoding.UTF8.GetBytes(root.GetProperty("answer").GetRawText()), date, JsonRead.Text(root, "etag"))));
        }
        catch (Exception error) when (error is FileException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"The date of the models in '{_path}' is not renewed: {error.Message}";
        }
    }

    private static long VersionOf(string path)
    {
        try
        {
            return TolerantJson.Read(FileContent.ReadBytes(path, Longest), static root => JsonRead.Integer(root, "version") ?? 0);
        }
        catch (Exception error) when (error is FileException or JsonException)
        {
            return 0;
        }
    }

    private void Write(Stream stream, CatalogAnswer models)
    {
        using Utf8JsonWriter writer = new(stream, TextEncoder.Options);
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        writer.WriteString("address", CatalogFolder.Bare(_address));
        writer.WriteString("date", models.Date.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteString("etag", models.Tag);
        writer.WritePropertyName("answer");
        writer.WriteRawValue(models.Json);
        writer.WriteEndObject();
    }

    private (PriceList? List, string? Problem) Parse(string path)
    {
        try
        {
            return TolerantJson.Read(FileContent.ReadBytes(path, Longest), List);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, Ignored("it is damaged"));
        }
    }

    private (PriceList? List, string? Problem) List(JsonElement root)
    {
        string? fault = JsonRead.Integer(root, "version") is not { } version ? "it is damaged"
            : version > Version ? "a newer version of OfoxPS has written it"
            : JsonRead.Text(root, "address") != CatalogFolder.Bare(_address) ? "it is of another server"
            : null;
        if (fault is not null)
        {
            return (null, Ignored(fault));
        }

        bool isDated = DateTimeOffset.TryParse(
            JsonRead.Text(root, "date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date);
        return isDated && JsonRead.Field(root, "answer") is { } answer && ModelReader.Read(answer) is { } models
            ? (new PriceList(models, date, JsonRead.Text(root, "etag")), null)
            : (null, Ignored("it is damaged"));
    }

    private string Ignored(string reason) => $"The cached models in '{_path}' are ignored: {reason}";
}
