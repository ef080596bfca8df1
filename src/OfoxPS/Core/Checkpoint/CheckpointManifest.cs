using System.Collections.Specialized;
using System.Globalization;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Files;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Checkpoint;

/// <summary>The first line of a checkpoint: what all its requests have in common.</summary>
internal sealed record CheckpointManifest
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    /// <summary>The field that no other file begins with.</summary>
    public const string Mark = "{\"ofox\":";

    /// <summary>How each checkpoint begins.</summary>
    public const string Beginning = Mark + "{\"kind\":\"" + Kind + "\"";

    private const string Kind = "checkpoint";

    // In characters. A longer value, such as a schema or tools, is kept as its hash.
    private const int LongestValue = 100;

    // The model has its own field, the messages differ between inputs, and how the answer is sent does not change it.
    private static readonly HashSet<string> NoSettings = ["model", "messages", "stream", "stream_options", "user", "metadata"];

    public required string Address { get; init; }

    /// <summary>The model that all requests ask; null where each input names its own.</summary>
    public required string? Model { get; init; }

    /// <summary>
    /// The query of the address and the headers, see <see cref="RequestPlace.Fields"/>; null where an earlier version wrote the file, which
    /// did not keep them.
    /// </summary>
    public OrderedDictionary? Place { get; init; }

    /// <summary>The fields that all requests share, by their wire names, as text.</summary>
    public required OrderedDictionary Settings { get; init; }

    /// <summary>Which part of the input it is about, as 3/8; null for all of it.</summary>
    public string? Shard { get; init; }

    public DateTimeOffset Created { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>The manifest of a first request.</summary>
    /// <param name="place">Where requests are sent.</param>
    /// <param name="body">The body of the first request.</param>
    /// <param name="form">The schema that was asked for; null if none was.</param>
    /// <param name="shard">Which part of the input it is about.</param>
    /// <param name="hasModel">Whether all requests ask the model of the first one.</param>
    public static CheckpointManifest Of(RequestPlace place, RequestBody body, string? form, string? shard, bool hasModel)
    {
        Func<string, string> clean = place.Clean;
        OrderedDictionary fields = JsonTree.ParseObject(body.Describe()) ?? new OrderedDictionary();
        OrderedDictionary settings = new();
        foreach (string name in fields.Keys.Cast<string>().Where(static name => !NoSettings.Contains(name))
            .OrderBy(static name => name, StringComparer.Ordinal))
        {
            settings[name] = Shortened(JsonTreeWriter.ToText(JsonTreeCopy.Of(fields[name], clean)));
        }

        if (form is not null)
        {
            settings["-As"] = Shortened(form);
        }

        return new CheckpointManifest
        {
            Address = clean(place.Endpoint.GetLeftPart(UriPartial.Path)),
            Place = place.Fields,
            Model = hasModel ? clean(fields["model"] as string ?? string.Empty) : null,
            Settings = settings,
            Shard = shard,
        };
    }

    public string ToLine() => JsonTreeWriter.ToText(new OrderedDictionary
    {
        ["ofox"] = new OrderedDictionary
        {
            ["kind"] = Kind,
            ["v"] = Version,
            ["version"] = Poly.Version,
            ["created"] = Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["address"] = Address,
            ["place"] = Place,
            ["model"] = Model,
            ["settings"] = Settings,
            ["shard"] = Shard,
        },
    });

    /// <summary>The manifest that a line holds; null where it holds none.</summary>
    /// <exception cref="OfoxException">It is of a later version than this module can read.</exception>
    public static CheckpointManifest? Read(string line)
    {
        if (JsonTree.ParseObject(line)?["ofox"] is not OrderedDictionary fields || fields["kind"] as string != Kind)
        {
            return null;
        }

        if (fields["v"] is long version and > Version)
        {
            throw new OfoxException(
                OfoxErrorKind.OfoxCheckpointMismatch,
                $"The checkpoint is of version {version}, which this version of OfoxPS cannot read")
            { Remedy = Remedy.NoCheckpoint };
        }

        return new CheckpointManifest
        {
            Address = fields["address"] as string ?? string.Empty,
            Place = fields["place"] as OrderedDictionary,
            Model = fields["model"] as string,
            Settings = fields["settings"] as OrderedDictionary ?? new OrderedDictionary(),
            Shard = fields["shard"] as string,
        };
    }

    /// <summary>What is different in another one, each as <c>name: this value, not that one</c>; empty where nothing is.</summary>
    /// <param name="now">The manifest of the requests that are to be made.</param>
    public IEnumerable<string> Differences(CheckpointManifest now)
    {
        IEnumerable<(string Name, string? Old, string? New)> values =
        [
            ("address", Address, now.Address),
            ("model", now.Model is null ? null : Model ?? "named by each input", now.Model),
            ("shard", Shard, now.Shard),
            .. Pairs(Settings, now.Settings),
            .. Place is null ? [] : Pairs(Place, now.Place ?? new OrderedDictionary()),
        ];
        return values.Where(static value => value.Old != value.New)
            .Select(static value => $"{value.Name} is {value.New ?? "not set"}, and was {value.Old ?? "not set"}");
    }

    private static IEnumerable<(string Name, string? Old, string? New)> Pairs(OrderedDictionary old, OrderedDictionary now) =>
        old.Keys.Cast<string>().Union(now.Keys.Cast<string>()).Select(name => (name, old[name] as string, now[name] as string));

    private static string Shortened(string json) => json.Length <= LongestValue ? json : "hash " + Sha256.TextOf(json, bytes: 8);
}
