using OfoxPS.Core.Client;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// The address and model with which a conversation is continued: those of its last answer, unless a parameter, or a setting that was
/// changed since then, gives others. All requests of a pipeline have one address.
/// </summary>
/// <param name="settings">The settings of the pipeline.</param>
/// <param name="values">Receives the address and key of the conversation, where these are used.</param>
internal sealed class ConversationPlace(RequestSettings settings, Dictionary<string, object?> values)
{
    private Uri? _address;
    private (Uri? Address, string? Source)? _configured;

    /// <summary>The model with which a conversation is continued; null for that of the settings.</summary>
    /// <param name="last">The last message of it that a model wrote; null where there is none.</param>
    public string? ModelOf(ChatMessage? last) =>
        last?.Model is { Length: > 0 } model && !IsGivenSince("Model", settings.SourceOf("Model"), last.Origin) ? model : null;

    /// <summary>Chooses the address for a conversation that is continued, or for a new one.</summary>
    /// <param name="last">The last message of it that a model wrote; null where there is none.</param>
    /// <exception cref="OfoxException">The conversation has another address than the earlier ones of this pipeline.</exception>
    public void GoOn(ChatMessage? last)
    {
        bool isFirst = _configured is null;
        (Uri? configured, string? source) = _configured ??= (settings.Get<Uri>("BaseUri"), settings.SourceOf("BaseUri"));
        CallOrigin? origin = last?.Origin is { } held && configured is not null && !IsGivenSince("BaseUri", source, held)
            && !IsSame(held.IsStored ? new CallOrigin(configured).Shown : configured, held.BaseUri) ? held : null;
        if (origin is { IsStored: true })
        {
            throw Failure.InvalidArgument(
                $"The conversation was held at {Endpoint.Shown(origin.BaseUri)}, and requests go to {Endpoint.Shown(configured!)} now. "
                    + "Say with -BaseUri at which of them it goes on");
        }

        Uri? address = origin?.BaseUri ?? configured;
        if (!isFirst && !IsSame(address, _address))
        {
            throw Failure.InvalidArgument(
                $"The requests of a pipeline go to one address, {Endpoint.Shown(_address!)}, and this conversation was held at "
                    + $"{Endpoint.Shown(address!)}. Go on with it in a pipeline of its own, or say where with -BaseUri");
        }

        _address = address;
        if (isFirst && origin is not null)
        {
            values["BaseUri"] = origin.BaseUri;
            if (!IsGivenSince("ApiKey", settings.SourceOf("ApiKey"), origin))
            {
                values["ApiKey"] = origin.Key;
            }
        }
    }

    /// <summary>Where an answer comes from, for requests that continue its conversation.</summary>
    public CallOrigin? Origin() => settings.Get<Uri>("BaseUri") is { } address
        ? new CallOrigin(address) { Key = settings.Get<System.Security.SecureString>("ApiKey"), Stamp = RunspaceSettings.Stamp }
        : null;

    // Whether a parameter, or a setting that was changed after the answer, gives another value. An answer of another process has
    // no time, so any setting is newer.
    private static bool IsGivenSince(string name, string? source, CallOrigin? origin) =>
        source == RequestSettings.Parameter
        || (origin is null or { IsStored: true }
            ? source == RequestSettings.Configuration
            : RunspaceSettings.HasChanged(name, origin.Stamp));

    private static bool IsSame(Uri? one, Uri? other) =>
        one == other || (one is not null && other is not null && Completions(one) == Completions(other));

    private static Uri Completions(Uri address)
    {
        try
        {
            return Endpoint.Of(address, allowUnencrypted: true);
        }
        catch (OfoxException)
        {
            // An invalid address is reported by the request.
            return address;
        }
    }
}
