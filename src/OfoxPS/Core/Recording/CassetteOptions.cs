namespace OfoxPS.Core.Recording;

/// <summary>A cassette and how it is used.</summary>
internal sealed record CassetteOptions
{
    /// <summary>The file's full path.</summary>
    public required string Path { get; init; }

    public CassetteMode Mode { get; init; }

    public MatchRule Rule { get; init; } = MatchRule.ExactBody;

    /// <summary>How many times as fast as recorded; null is at once.</summary>
    public double? Speed { get; init; }

    /// <summary>A recording that has been used answers again.</summary>
    public bool Repeat { get; init; }
}
