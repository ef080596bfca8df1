namespace OfoxPS;

/// <summary>How a provider is told which part of a prompt other requests begin with too.</summary>
internal enum CacheMark
{
    /// <summary>Not at all: it finds equal beginnings by itself.</summary>
    None,

    /// <summary>By <c>cache_control</c> on the last part that is shared.</summary>
    Part,

    /// <summary>By one <c>prompt_cache_key</c> for all requests that share it.</summary>
    Key,
}
