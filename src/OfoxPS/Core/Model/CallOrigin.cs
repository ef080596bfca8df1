using System.Security;

namespace OfoxPS;

/// <summary>Where a conversation was held, so that it goes on there.</summary>
/// <param name="BaseUri">The base URL that was asked.</param>
internal sealed record CallOrigin(Uri BaseUri)
{
    /// <summary>The key that was used there, so that no other server's key is sent to it; null where it is not known.</summary>
    public SecureString? Key { get; init; }

    /// <summary>The base URL without its query, any value of which can be a key.</summary>
    public Uri Shown => BaseUri.IsAbsoluteUri && BaseUri.Query.Length > 0 ? new Uri(BaseUri.GetLeftPart(UriPartial.Path)) : BaseUri;

    /// <summary>The state of the settings at that time; 0 where it was another process.</summary>
    public long Stamp { get; init; }

    /// <summary>It was read from a file or came from a job: somebody else may have written it, so no key is sent there unasked.</summary>
    public bool IsStored { get; init; }
}
