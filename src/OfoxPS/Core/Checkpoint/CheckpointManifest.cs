using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using OfoxPS.Core.Json;
using OfoxPS.Core.Preview;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Checkpoint;

/// <summary>The first line of a checkpoint: what all its requests have in common.</summary>
internal sealed record CheckpointManifest
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    private const string Kind = "checkpoint";

    // A longer value is told by its hash: a schema, say, or tools.
    private const int LongestValue = 100;

    // The model and the messages have their own places, and the way of sending does not matter.
    private static readonly HashSet<string> NoSettings = ["model", "messages", "stream", "stream_options", "user", "metadata"];

    public required string Address { get; init; }

    public required string Model { get; init; }

    /// <summary>The fields that all requests share, by their wire names, as text.</summary>
    public required OrderedDictionary Settings { get; init; }

    /// <summary>Which part of the input it is about, as 3/8; null for all of it.</summary>
    public string? Shard { get; init; }

    public DateTimeOffset Created { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>The manifest of a first request.</summary>
    /// <param name="address">Where requests are sent.</param>
    /// <param name="body">The body of the first request.</param>
    /// <param name="form">The schema that was asked for; null if none was.</param>
    /// <param name="shard">Which part of the input it is about.</param>
    /// <param name="clean">Masks secrets.</param>
    public static CheckpointManifest Of(Uri address, RequestBody body, string? form, string? shard, Func<string, string> clean)
    {
        OrderedDictionary fields = JsonTree.ParseObject(body.Describe()) ?? new OrderedDictionary();
        OrderedDictionary settings = new();
        foreach (string name in fields.Keys.Cast<string>().Where(static name => !NoSettings.Contains(name)).OrderBy(static name => name, StringComparer.Ordinal))
        {
            settings[name] = Told(JsonTreeWriter.ToText(RedactedJsonTree.Of(fields[name], clean)));
        }

        if (form is not null)
        {
            settings["-As"] = Told(form);
        }

        return new CheckpointManifest
        {
            Address = clean(address.GetLeftPart(UriPartial.Path)),
            Model = clean(fields["model"] as string ?? string.Empty),
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
            throw new OfoxException(OfoxErrorKind.OfoxCheckpointMismatch, $"The checkpoint is of version {version}, which this version of OfoxPS cannot read");
        }

        return new CheckpointManifest
        {
            Address = fields["address"] as string ?? string.Empty,
            Model = fields["model"] as string ?? string.Empty,
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
            ("model", Model, now.Model),
            ("shard", Shard, now.Shard),
            .. Settings.Keys.Cast<string>().Union(now.Settings.Keys.Cast<string>())
                .Select(name => (name, Settings[name] as string, now.Settings[name] as string)),
        ];
        return values.Where(static value => value.Old != value.New).Select(static value => $"{value.Name} is {value.New ?? "not set"}, and was {value.Old ?? "not set"}");
    }

    private static string Told(string json) => json.Length <= LongestValue ? json : "hash " + RequestHash.Short(json);
}
