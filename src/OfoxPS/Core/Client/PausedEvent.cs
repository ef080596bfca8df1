using System;

namespace OfoxPS.Core.Client;

/// <summary>A request waits because the server is busy, or because the user wants no more requests in a minute.</summary>
/// <param name="Until">When it is likely to go on.</param>
/// <param name="Why">What it waits for, in a few words.</param>
/// <param name="IsRefused">Whether the server has refused a request.</param>
internal sealed record PausedEvent(DateTimeOffset Until, string Why, bool IsRefused = false) : CallEvent;
